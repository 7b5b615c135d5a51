import { describe, expect, test } from 'vitest';
import { nightsUntilReady, SeriesDetector, type Finding } from './series-detector.ts';

/* The vectors were computed by another implementation of the rule. */

const noise = [0, 0.012, -0.018, 0.025, -0.006, -0.022, 0.016, 0.004, -0.011, 0.021, -0.027];
const values = (nights: number, shift: (night: number) => number): number[] =>
  Array.from({ length: nights }, (_, night) => (noise[night % noise.length] ?? 0) + shift(night));

/** All that is said, by night. */
function everything(series: readonly number[], machine: (night: number) => string = () => 'cpu') {
  const detector = new SeriesDetector();
  return series.flatMap((value, night): (Finding & { night: number })[] => {
    const finding = detector.push(value, 0, machine(night));
    return finding === undefined ? [] : [{ night, ...finding }];
  });
}
/** What is said of more than one night. */
const said = (...series: Parameters<typeof everything>) =>
  everything(...series).filter(({ kind }) => kind !== 'far');
const from = (night: number, ratio: number) => (now: number) => (now >= night ? Math.log(ratio) : 0);

describe('the test vectors', () => {
  test('A: 20 % slower from night 40 on is suspected at 41 and confirmed at 42, and nothing else is said', () => {
    expect(said(values(60, from(40, 1.2)))).toEqual([
      expect.objectContaining({
        night: 41,
        kind: 'suspected',
        direction: 1,
        nights: 2,
        shift: expect.closeTo(0.1775, 4),
      }),
      {
        ...{ night: 42, kind: 'confirmed', direction: 1, nights: 3, reach: 3 },
        ...{
          shift: expect.closeTo(0.1867, 4),
          scale: expect.closeTo(0.0222, 4),
          strength: expect.closeTo(5.06, 3),
        },
      },
    ]);
  });

  test('B: three nights that are 60 % slower, two of them in a row, are never confirmed', () => {
    const found = said(values(60, (night) => ([35, 36, 44].includes(night) ? Math.log(1.6) : 0)));
    expect(found[0]).toMatchObject({
      night: 36,
      kind: 'suspected',
      nights: 2,
      shift: expect.closeTo(0.4729, 4),
    });
    expect(found.filter(({ kind }) => kind === 'confirmed')).toEqual([]);
  });

  test('C: 10 % faster from night 40 on is confirmed at 42, downwards', () => {
    expect(said(values(60, from(40, 0.9)))).toEqual([
      expect.objectContaining({ night: 41, kind: 'suspected', shift: expect.closeTo(-0.1101, 4) }),
      {
        ...{ night: 42, kind: 'confirmed', direction: -1, nights: 3, reach: 3 },
        ...{
          shift: expect.closeTo(-0.101, 4),
          scale: expect.closeTo(0.0222, 4),
          strength: expect.closeTo(5.06, 3),
        },
      },
    ]);
  });

  test('D: 5 % slower takes until night 44', () => {
    const found = said(values(70, from(40, 1.05)));
    expect(found[0]).toMatchObject({
      night: 42,
      kind: 'suspected',
      nights: 3,
      shift: expect.closeTo(0.0531, 4),
    });
    expect(found.filter(({ kind }) => kind === 'confirmed')).toEqual([
      {
        ...{ night: 44, kind: 'confirmed', direction: 1, nights: 5, reach: 5 },
        ...{
          shift: expect.closeTo(0.048, 4),
          scale: expect.closeTo(0.0214, 4),
          strength: expect.closeTo(4.667, 3),
        },
      },
    ]);
  });
});

test('one night that lies far away is far, and no more; one within the noise is nothing', () => {
  const only = (night: number, ratio: number) => (now: number) => (now === night ? Math.log(ratio) : 0);
  expect(everything(values(60, only(50, 1.3)))).toEqual([
    expect.objectContaining({ night: 50, kind: 'far', direction: 1, nights: 1 }),
  ]);
  expect(everything(values(60, only(50, 0.7)))).toEqual([
    expect.objectContaining({ night: 50, kind: 'far', direction: -1 }),
  ]);
  expect(everything(values(60, only(50, 1.01)))).toEqual([]);
});

test('two machines, one always 30 % slower: once it is known, its nights are no change', () => {
  const machine = (night: number) => (night % 3 === 0 ? 'slow' : 'fast');
  const series = values(120, (night) => (machine(night) === 'slow' ? Math.log(1.3) : 0));
  expect(said(series, machine).filter(({ kind }) => kind === 'confirmed')).toEqual([]);
  const stepped = series.map((value, night) => value + (night >= 90 ? Math.log(1.2) : 0));
  expect(said(stepped, machine).find(({ kind }) => kind === 'confirmed')).toMatchObject({ direction: 1 });
});

test('a machine that comes later, on which everything takes 8 % longer: no change, and a step on both is found', () => {
  const machine = (night: number) => (night >= 40 && night % 3 === 0 ? 'late' : 'first');
  const series = values(160, (night) => (machine(night) === 'late' ? Math.log(1.08) : 0));
  expect(said(series, machine).filter(({ kind }) => kind === 'confirmed')).toEqual([]);
  const stepped = series.map((value, night) => value + (night >= 120 ? Math.log(1.2) : 0));
  const [found] = said(stepped, machine).filter(({ kind }) => kind === 'confirmed');
  expect(found).toMatchObject({ direction: 1, night: 122 });
});

test('nights that are not judged are counted where a change began', () => {
  const machine = (night: number) => (night === 51 ? 'late' : 'first');
  const series = values(60, from(50, 1.2));
  const [found] = said(series, machine).filter(({ kind }) => kind === 'confirmed');
  expect(found).toMatchObject({ night: 53, nights: 3, reach: 4 });
});

test('a detector that was put away and taken out again says what one says that was not', () => {
  const series = values(90, from(60, 1.15));
  const machine = (night: number) => (night % 5 === 0 ? 'a' : 'b');
  let kept = new SeriesDetector();
  const found = series.flatMap((value, night) => {
    kept = SeriesDetector.from(JSON.parse(JSON.stringify(kept.state)) as SeriesDetector['state']);
    const finding = kept.push(value, 0, machine(night));
    return finding === undefined ? [] : [{ night, ...finding }];
  });
  expect(found).toEqual(everything(series, machine));
});

test('a new series can be told of from its 27th night on: four nights make a level, ten are held against it, and half of all wait', () => {
  expect(nightsUntilReady()).toBe(27);
  const far = (nights: number) => everything(values(nights, from(nights - 1, 3)));
  expect(far(26)).toEqual([]);
  expect(far(27)).toMatchObject([{ night: 26, kind: 'far' }]);
});

test('a young series is silent, whatever it does', () => {
  expect(said(values(13, (night) => (night > 8 ? 1 : 0)))).toEqual([]);
});

const confirmed = (series: readonly number[]) => said(series).filter(({ kind }) => kind === 'confirmed');
/** A step in night 40, and another one in a later night. */
const twoSteps = (first: number, night: number, second: number) =>
  values(90, (now) => from(40, first)(now) + from(night, second)(now));

describe('what is left of a change', () => {
  test.each([
    [1.2, 1.1],
    [1.05, 1.1],
  ])('that began before the change was told, × %s and then × %s, is not told again', (first, second) => {
    const found = confirmed(twoSteps(first, 43, second));
    expect(found).toHaveLength(1);
  });

  test('is told if it is more than what was told, or began later', () => {
    expect(confirmed(twoSteps(1.05, 45, 1.15)).map(({ shift }) => shift)).toEqual([
      expect.closeTo(Math.log(1.05), 2),
      expect.closeTo(0.117, 3),
    ]);
    expect(confirmed(twoSteps(1.1, 60, 1.05))).toHaveLength(2);
    expect(confirmed(twoSteps(1.2, 44, 1 / 1.1)).map(({ direction }) => direction)).toEqual([1, -1]);
  });

  test('is known to a detector that goes on', () => {
    const detector = new SeriesDetector();
    const series = twoSteps(1.2, 43, 1.1);
    for (const value of series.slice(0, 45)) detector.push(value, 0, 'cpu');
    const next = SeriesDetector.from(JSON.parse(JSON.stringify(detector.state)) as typeof detector.state);
    const found = series.slice(45).flatMap((value) => next.push(value, 0, 'cpu') ?? []);
    expect(found.filter(({ kind }) => kind === 'confirmed')).toEqual([]);
  });
});

test('a level of few nights is not well known: what is confirmed against it takes a night more', () => {
  const after = (first: number, night: number) =>
    confirmed(twoSteps(first, night, 1.1)).map((found) => found.night);
  // In a long segment 10 % are confirmed in the third night.
  expect(after(1, 70)).toEqual([72]);
  expect(after(1.1, 55)).toEqual([42, 58]);
});
