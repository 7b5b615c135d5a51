import { describe, expect, test } from 'vitest';
import type { History, Night, Pins, Point, Series, SeriesId } from '../../../record/history/history.ts';
import { seriesKey } from '../../../record/history/history.ts';
import { exactChanges } from './exact-changes.ts';

const pins = (changes: Partial<Pins> = {}): Pins => ({
  ...{ definition: 'd1', base: 'b1', lockfile: 'l1', commit: 'c1', engine: '28', buildx: '0.25' },
  ...{ kernel: '6.12', cpu_model: 'A', image_store: 'graphdriver', cold_method: '' },
  ...changes,
});
const nights: readonly Night[] = [1, 2, 3, 4, 5].map((day) => ({
  runId: `n${day}`,
  at: `2026-03-0${day}T02:00:00.000Z`,
}));
const point = (
  index: number,
  value: number | string,
  changes: Partial<Pins> = {},
  state = 'built',
): Point => ({
  ...{ night: nights[index] ?? { runId: '', at: '' }, value, state, pins: pins(changes) },
  samples: NaN,
});
const image: Omit<SeriesId, 'metric'> = { app: 'go', strategy: 'slim', scenario: '' };
const history = (...series: Series[]): History => ({
  nights,
  controls: new Map(),
  series: new Map(series.map((one) => [seriesKey(one), one])),
});
/** Times of every night, so that it is known when the image was measured. */
const times = (...changes: Partial<Pins>[]): Series => ({
  ...{ app: 'go', strategy: 'slim', scenario: 'cold', metric: 'wall_ms' },
  points: nights.map((_, index) => point(index, 1000 + index, changes[index])),
});

describe('an exact metric', () => {
  test('that changes is an event of its night, with what differs from the night before', () => {
    const rebuilt = { base: 'b2' };
    const size = { ...image, metric: 'size_bytes', points: [point(0, '9000'), point(3, '9100', rebuilt)] };
    expect(exactChanges(history(times({}, {}, {}, rebuilt, rebuilt), size))).toEqual([
      {
        ...{ series: { ...image, metric: 'size_bytes' }, night: nights[3], before: '9000', after: '9100' },
        better: false,
        causes: [{ kind: 'base', column: 'base', before: 'b1', after: 'b2' }],
      },
    ]);
  });

  test('that changes although nothing it is made of has: no cause', () => {
    const size = { ...image, metric: 'size_bytes', points: [point(0, '9000'), point(2, '8000')] };
    expect(exactChanges(history(times(), size))).toMatchObject([{ better: true, causes: [] }]);
  });

  test('is held against the night before, not against the row before', () => {
    // The base changed in a night in which the bytes stayed the same; two nights later the lockfile did.
    const [base, both] = [{ base: 'b2' }, { base: 'b2', lockfile: 'l2' }];
    const size = { ...image, metric: 'size_bytes', points: [point(0, '9000'), point(3, '9500', both)] };
    const [found] = exactChanges(history(times({}, base, base, both, both), size));
    expect(found?.causes.map(({ column }) => column)).toEqual(['lockfile']);
  });

  test('of an image that failed in between says nothing of that night', () => {
    const size = {
      ...{ ...image, metric: 'size_bytes' },
      points: [point(0, '9000'), point(1, '', {}, 'failed'), point(2, '9000')],
    };
    expect(exactChanges(history(times(), size))).toEqual([]);
  });

  test('that is a word or a truth: an image that runs as root is worse, another user neither', () => {
    const root = { ...image, metric: 'runs_as_root', points: [point(0, 'false'), point(1, 'true')] };
    const user = { ...image, metric: 'user', points: [point(0, 'app'), point(1, 'root')] };
    const found = exactChanges(history(times(), root, user));
    expect(found.map(({ series, better }) => [series.metric, better])).toEqual([
      ['runs_as_root', false],
      ['user', undefined],
    ]);
  });

  test('that counts steps is neither better nor worse: a step more is a cached step more, and one that is gone is one less', () => {
    const cell = { ...image, scenario: 'warm' };
    const steps = ['steps_total', 'steps_cached'].map((metric) => ({
      ...{ ...cell, metric },
      points: [point(0, '8'), point(1, '9', { definition: 'd2' }), point(2, '8')],
    }));
    const found = exactChanges(history(times({}, { definition: 'd2' }), ...steps));
    expect(found.map(({ series, after, better }) => [series.metric, after, better])).toEqual([
      ['steps_total', '9', undefined],
      ['steps_cached', '9', undefined],
      ['steps_total', '8', undefined],
      ['steps_cached', '8', undefined],
    ]);
  });

  test('of bytes has a tolerance of one in a thousand, from the last change on: small steps add up', () => {
    const size = {
      ...{ ...image, metric: 'size_bytes' },
      points: [point(0, '100000'), point(1, '100100'), point(2, '100101'), point(3, '100150')],
    };
    expect(exactChanges(history(times(), size)).map(({ before, after }) => `${before} ${after}`)).toEqual([
      '100000 100101',
    ]);
  });

  test('of machines that take turns is held against the same machine; what one has told, the other does not tell again', () => {
    const other = { cpu_model: 'B' };
    const size = {
      ...{ ...image, metric: 'size_bytes' },
      points: [
        point(0, '9000'),
        point(1, '9500', other),
        point(2, '9000'),
        point(3, '9500', other),
        point(4, '9500'),
      ],
    };
    expect(exactChanges(history(times({}, other, {}, other, {}), size))).toEqual([]);
    const grown = { ...size, points: [...size.points.slice(0, 4), point(4, '9900')] };
    expect(exactChanges(history(times({}, other, {}, other, {}), grown))).toMatchObject([
      { before: '9000', after: '9900', causes: [] },
    ]);
  });

  test('of a machine that wrote no row, as nothing had changed, is told when it changes', () => {
    const other = { cpu_model: 'B' };
    const size = {
      ...{ ...image, metric: 'size_bytes' },
      points: [point(0, '9000'), point(3, '9500', other)],
    };
    expect(exactChanges(history(times({}, other, other, other, other), size))).toMatchObject([
      { before: '9000', after: '9500' },
    ]);
  });

  test('what an image was built on is a cause, and no event', () => {
    const bases = { ...image, metric: 'bases', points: [point(0, 'a@1'), point(1, 'a@2')] };
    expect(exactChanges(history(times(), bases))).toEqual([]);
  });
});
