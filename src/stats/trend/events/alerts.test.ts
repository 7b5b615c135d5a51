import { describe, expect, test } from 'vitest';
import type { Night } from '../../../record/history/history.ts';
import { alertsOf, failsNight, imagesOf, stateOf } from './alerts.ts';
import type { Answer } from '../../../record/history/answers.ts';
import type { TimeEvent } from './time-event.ts';
import { madePins } from '../made-history.fixture.ts';
import type { Cause } from './causes.ts';
import type { ExactChange } from './exact-changes.ts';

const night = (day: number): Night => ({
  runId: `n${day}`,
  at: `2026-03-${String(day).padStart(2, '0')}T02:00:00.000Z`,
});
const base: Cause = { kind: 'base', column: 'base', before: 'b1', after: 'b2' };
const kernel: Cause = { kind: 'surroundings', column: 'kernel', before: '6.12', after: '6.13' };
const event = (changes: Partial<TimeEvent> = {}): TimeEvent => ({
  ...{ kind: 'confirmed', scope: 'cell', subject: 'go/slim/cold', direction: 1, ratio: 1.2 },
  ...{ since: night(2), found: night(4), cells: ['go/slim/cold'], causes: [base] },
  ...{ alert: '20260302-go-slim-cold-slower', of: 12 },
  parts: [{ subject: 'go/slim/cold', found: changes.found ?? night(4), ratio: changes.ratio ?? 1.2 }],
  ...changes,
});
const history = {
  nights: Array.from({ length: 30 }, (_, day) => night(day + 1)),
  ...{ series: new Map(), controls: new Map() },
};
const alertsFrom = (confirmed: readonly TimeEvent[], exact: readonly ExactChange[] = []) =>
  alertsOf({ confirmed, exact, history });
const answer: Answer = {
  ...{ series: 'go/slim/cold', since: 'n2', before: 'n1', after: 'n4', verdict: 'alike', pairs: 10 },
  ...{ ratio: 1.001, p: 0.4, run: 'r', reason: '', at: '2026-03-04T03:00:00.000Z' },
};
const change = (changes: Partial<ExactChange> = {}): ExactChange => ({
  series: { app: 'go', strategy: 'slim', scenario: '', metric: 'size_bytes' },
  ...{ night: night(3), before: '1', after: '2', better: false, causes: [base] },
  ...changes,
});

describe('alerts', () => {
  test('have a name that stays, and come with the newest first', () => {
    const alerts = alertsFrom([event()], [change()]);
    expect(alerts.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      '20260303-exact-base regression',
      '20260302-go-slim-cold-slower regression',
    ]);
  });

  test.each<[string, Partial<TimeEvent>, string]>([
    ['faster is an improvement', { direction: -1, ratio: 0.8 }, 'improvement'],
    ['slower because of a base is a regression', {}, 'regression'],
    ['slower because of the machine is the environment', { causes: [kernel] }, 'environment'],
    ['slower without any cause is the environment', { causes: [] }, 'environment'],
    ['slower, but not when it was built again, is the environment', { answer }, 'environment'],
    [
      'slower, and slower when it was built again, is a regression',
      { answer: { ...answer, verdict: 'slower' } },
      'regression',
    ],
    [
      'slower, and nobody could build it again, is a regression',
      { answer: { ...answer, verdict: 'impossible' } },
      'regression',
    ],
  ])('%s', (_, changes, verdict) => {
    expect(alertsFrom([event(changes)])[0]?.verdict).toBe(verdict);
  });

  test('of what is exact are one for each night and cause', () => {
    const node = { app: 'node', strategy: 'slim', scenario: '', metric: 'size_bytes' };
    const alerts = alertsFrom(
      [],
      [
        change(),
        change({ series: node, causes: [{ ...base, before: 'c1', after: 'c2' }] }),
        change({ causes: [], series: { ...node, app: 'python' } }),
        change({ night: night(5) }),
        change({ causes: [], night: night(5), series: { ...node, app: 'python' } }),
      ],
    );
    expect(alerts.map(({ id, exact = [] }) => `${id}: ${imagesOf(exact).join(' ')}`)).toEqual([
      '20260305-exact-base: go/slim',
      '20260303-exact-python-slim-unexplained: python/slim',
      '20260303-exact-base: go/slim node/slim',
    ]);
    expect(alerts[1]?.exact).toHaveLength(2);
    expect(alerts[2]?.causes).toHaveLength(2);
  });

  test('of one image, of what nothing explains, are one until 14 nights pass without it', () => {
    const ids = (...days: number[]): string[] =>
      alertsFrom(
        [],
        days.map((day) => change({ causes: [], night: night(day) })),
      ).map(({ id, exact = [] }) => `${id} ${exact.length}`);
    expect(ids(3, 4, 5, 19)).toEqual(['20260303-exact-go-slim-unexplained 4']);
    expect(ids(3, 4, 5, 20, 28)).toEqual([
      '20260320-exact-go-slim-unexplained 2',
      '20260303-exact-go-slim-unexplained 3',
    ]);
  });

  test('of what one cause did are one, and what was found first stands first', () => {
    const node = event({
      subject: 'node/slim/cold',
      cells: ['node/slim/cold'],
      since: night(3),
      found: night(5),
    });
    const other = event({
      subject: 'go/alpine/cold',
      cells: ['go/alpine/cold'],
      alert: '20260302-go-alpine-cold-slower',
    });
    const alerts = alertsFrom([node, event(), other]);
    expect(alerts.map(({ id, also = [] }) => [id, also.map(({ subject }) => subject)])).toEqual([
      ['20260302-go-alpine-cold-slower', []],
      ['20260302-go-slim-cold-slower', ['node/slim/cold']],
    ]);
  });

  test('of two nights of one day have two ids', () => {
    const later = { ...night(3), runId: 'n3b', at: '2026-03-03T14:00:00.000Z' };
    expect(alertsFrom([], [change(), change({ night: later })]).map(({ id }) => id)).toEqual([
      '20260303-exact-base-2',
      '20260303-exact-base',
    ]);
  });

  test('of what is smaller are improvements; of what is neither, changes', () => {
    const of = (better: boolean | undefined) => alertsFrom([], [change({ better })])[0]?.verdict;
    expect([of(true), of(undefined), of(false)]).toEqual(['improvement', 'change', 'regression']);
  });
});

describe('a night fails', () => {
  const fails = (changes: Partial<TimeEvent>, at = 4, accepted: string[] = []): boolean =>
    alertsFrom([event(changes)]).some((alert) => failsNight(alert, night(at), 0.05, new Set(accepted)));
  test('in which a regression of 5 % or more was found', () => {
    expect(fails({})).toBe(true);
    expect(fails({ ratio: 1.05 })).toBe(true);
  });
  test('in which an image grew by 5 % or more for a pinned cause; what has become worse without one fails nothing', () => {
    const failsExact = (changes: Partial<ExactChange>): boolean =>
      alertsFrom([], [change(changes)]).some((alert) => failsNight(alert, night(3), 0.05, new Set()));
    expect(failsExact({ before: '1000', after: '1050' })).toBe(true);
    expect(failsExact({ before: '1000', after: '1049' })).toBe(false);
    expect(failsExact({ before: '0', after: '1' })).toBe(true);
    expect(failsExact({ before: 'false', after: 'true' })).toBe(true);
    expect(failsExact({ before: '1000', after: '2000', causes: [] })).toBe(false);
    expect(failsExact({ before: '2000', after: '1000', better: true })).toBe(false);
  });
  test('in which the last part of it reached the limit, not the one before', () => {
    const growing = {
      parts: [
        { subject: 'go/slim/cold', found: night(4), ratio: 1.04 },
        { subject: 'go/slim/warm', found: night(5), ratio: 1.2 },
      ],
    };
    expect(fails(growing, 4)).toBe(false);
    expect(fails(growing, 5)).toBe(true);
    expect(fails(growing, 6)).toBe(false);
  });
  test('and not the next one, nor for less, nor for what is faster or the environment, nor for what was accepted', () => {
    expect(fails({}, 5)).toBe(false);
    expect(fails({ ratio: 1.049 })).toBe(false);
    expect(fails({ direction: -1, ratio: 0.5 })).toBe(false);
    expect(fails({ causes: [kernel] })).toBe(false);
    expect(fails({}, 4, ['20260302-go-slim-cold-slower'])).toBe(false);
  });
});

describe('an alert', () => {
  const series = { app: 'go', strategy: 'slim', scenario: '', metric: 'size_bytes' };
  const historyOf = (...values: string[]) => ({
    ...history,
    series: new Map([
      [
        'go/slim size_bytes',
        {
          ...series,
          points: values.map((value, day) => ({
            ...{ night: night(day + 1), value, state: 'built', samples: NaN, pins: madePins() },
          })),
        },
      ],
    ]),
  });
  const stateAfter = (
    exact: ExactChange[],
    confirmed: TimeEvent[],
    history = historyOf(),
    accepted: string[] = [],
  ) =>
    stateOf(
      alertsFrom(confirmed.slice(0, 1), exact)[0] ?? raise(),
      { confirmed, history },
      new Set(accepted),
    );
  const raise = (): never => {
    throw new Error('no alert');
  };
  const faster = (ratio: number): TimeEvent =>
    event({ direction: -1, ratio, since: night(9), found: night(11) });

  test('of times is cleared when all of it takes what it took before, or less', () => {
    expect(stateAfter([], [event()])).toBe('open');
    expect(stateAfter([], [event(), faster(0.9)])).toBe('open');
    expect(stateAfter([], [event(), faster(0.84)])).toBe('cleared');
    expect(
      stateAfter([], [event(), { ...faster(0.5), cells: ['go/slim/warm'], subject: 'go/slim/warm' }]),
    ).toBe('open');
  });

  test('of what is exact is cleared when it is as before, or better', () => {
    const grown = [change({ before: '1000', after: '2000' })];
    expect(stateAfter(grown, [], historyOf('1000', '2000'))).toBe('open');
    expect(stateAfter(grown, [], historyOf('1000', '2000', '1500'))).toBe('open');
    expect(stateAfter(grown, [], historyOf('1000', '2000', '1000'))).toBe('cleared');
    expect(stateAfter(grown, [], historyOf('1000', '2000', '900'))).toBe('cleared');
  });

  test('of what nothing explains is open until 14 nights have passed, though a value comes back', () => {
    const flips = [change({ causes: [], before: '1000', after: '1001' })];
    flips.push(change({ causes: [], before: '1001', after: '1000', night: night(16) }));
    expect(
      stateAfter(flips, [], { ...historyOf('1000', '1001', '1000'), nights: history.nights.slice(0, 29) }),
    ).toBe('open');
    expect(stateAfter(flips, [], historyOf('1000', '1001', '1000'))).toBe('cleared');
  });

  test('that was accepted is accepted, whatever happens', () => {
    expect(stateAfter([], [event()], historyOf(), ['20260302-go-slim-cold-slower'])).toBe('accepted');
  });
});
