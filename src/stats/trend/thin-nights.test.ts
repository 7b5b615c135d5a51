import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import type { ThinnedPast } from '../../record/history/change-points.ts';
import { seriesKey, type History, type Pins, type Series } from '../../record/history/history.ts';
import { analyseTrend } from './analyse-trend.ts';
import { alertsOf } from './events/alerts.ts';
import { falseAlarms } from './events/twins.ts';
import { madeHistory, madePins, type Planted } from './made-history.fixture.ts';
import { nightsToForget, thinned } from './thin-nights.ts';

const dayOf = (at: string): number => Math.floor(Date.parse(at) / 86_400_000);
const analyse = (history: History, past?: ThinnedPast) => analyseTrend(history, { past });
const thin = (history: History, days: number, past?: ThinnedPast) =>
  nightsToForget(history, past, { days, dayOf, analyse });
const idsOf = (history: History, past?: ThinnedPast): string[] =>
  alertsOf(analyse(history, past)).map(({ id, verdict }) => `${id} ${verdict}`);

test('of two years one in seven old nights stays, every one around a change, and the whole last year', () => {
  const history = madeHistory(730, (cell, night) =>
    cell === 'go/slim/cold' && night >= 200 ? { ratio: 1.3, pins: { base: 'b2' } } : {},
  );
  const { gone, past } = thin(history, 365);
  const left = thinned(history, gone);
  // 365 old nights: 44 around the change (two nights lie between its first one and the one that found it), of the others one in seven.
  expect(gone.size).toBeGreaterThan(265);
  expect(gone.size).toBeLessThan(285);
  expect([...gone].some((runId) => Number(runId.slice(1)) >= 365)).toBe(false);
  expect(past.until).toEqual(['n729']);
  expect(past.changes.map(({ series, since, found }) => `${series} ${since} ${found}`)).toContain(
    'go/slim/cold n200 n202',
  );
  const told = ({ confirmed }: ReturnType<typeof analyseTrend>) =>
    confirmed.map(({ subject, since, found }) => `${subject} ${since.runId} ${found.runId}`);
  expect(told(analyse(history))).toEqual(['go/slim/cold n200 n202']);
  expect(told(analyse(left, past))).toEqual(['go/slim/cold n200 n202']);
});

test('how often the machine cries wolf is counted by all nights that were measured, also by those that were thinned', () => {
  // slim and alpine are one Dockerfile; one cell fails now and then, and one of two twins is slower for a while.
  const history = madeHistory(900, (cell, night): Planted => ({
    ...(/scratch/.test(cell) && { pins: { definition: cell } }),
    ...(cell === 'go/slim/cold' && night % 10 === 0 && { failed: true }),
    ...(cell === 'go/slim/warm' && night >= 100 && night < 160 && { ratio: 1.3 }),
  }));
  const before = falseAlarms(analyse(history));
  expect(before).toMatchObject({ series: 8, years: (8 * 900 - 90) / 365 });
  expect(before?.slowdowns).toBeGreaterThanOrEqual(1);
  const once = thin(history, 500);
  const left = thinned(history, once.gone);
  expect(once.gone.size).toBeGreaterThan(200);
  expect(falseAlarms(analyse(left, once.past), once.past.thinned)).toEqual(before);
  const twice = thin(left, 200, once.past);
  expect(twice.gone.size).toBeGreaterThan(200);
  const rest = thinned(left, twice.gone);
  expect(falseAlarms(analyse(rest, twice.past), twice.past.thinned)).toEqual(before);
});

test('of a short history nothing is forgotten', () => {
  expect(thin(madeHistory(100), 365).gone.size).toBe(0);
  expect(thin({ nights: [], series: new Map(), controls: new Map() }, 365).gone.size).toBe(0);
});

/** Steps of 3 to 23 % of cells, variants, scenarios or all, with another Dockerfile or without; two machines, and cells that fail. */
function eventful(seed: number, nights: number): History {
  const dice = xoroshiro128plus(seed);
  const draw = (below: number): number => Math.floor(uniformFloat64(dice) * below);
  const one = <T>(...of: readonly T[]): T => of[draw(of.length)] as T;
  const steps = Array.from({ length: nights / 60 }, (_, number) => ({
    where: one(
      `/${one('slim', 'alpine')}/${one('cold', 'warm')}`,
      `go/${one('slim', 'scratch')}/`,
      '/warm',
      '/',
    ),
    at: 30 + draw(nights - 40),
    shift: one(1, -1) * (0.03 + 0.2 * uniformFloat64(dice)),
    definition: one('', `+${number}`),
  }));
  return madeHistory(
    nights,
    (cell, night): Planted => {
      const now = steps.filter(({ where, at }) => night >= at && cell.includes(where));
      return {
        ratio: Math.exp(now.reduce((sum, { shift }) => sum + shift, 0)),
        pins: {
          definition: `d${now.map(({ definition }) => definition).join('')}`,
          cpu_model: (night * 7919) % 5 < 2 ? 'B' : 'A',
        },
        ...((night * 31 + cell.length * 17) % 97 === 0 && { failed: true }),
      };
    },
    seed,
  );
}

const upTo = (history: History, count: number): History => {
  const nights = history.nights.slice(0, count);
  const last = nights.at(-1)?.at ?? '';
  const series = [...history.series].map(([key, one]): [string, Series] => [
    key,
    { ...one, points: one.points.filter(({ night }) => night.at <= last) },
  ]);
  return { ...history, nights, series: new Map(series) };
};

describe.each([1, 2, 4])('a thinned history (seed %i)', (seed) => {
  const whole = eventful(seed, 720);
  const before = upTo(whole, 600);
  const { gone, past } = thin(before, 150);

  test('tells the same alerts by the same ids', () => {
    expect(gone.size).toBeGreaterThan(50);
    expect(idsOf(thinned(before, gone), past)).toEqual(idsOf(before));
    // What is left of the nights alone tells otherwise.
    expect(idsOf(thinned(before, gone))).not.toEqual(idsOf(before));
  });

  test('tells them after more nights, too, and when it was thinned again', () => {
    const longer = thinned(whole, gone);
    const later = idsOf(longer, past);
    expect(later).toEqual(expect.arrayContaining(idsOf(before)));
    const again = thin(longer, 150, past);
    expect(again.gone.size).toBeGreaterThan(10);
    expect(idsOf(thinned(longer, again.gone), again.past)).toEqual(later);
  });
});

test('a night that alone tells the cause of a change stays, however long before it was', () => {
  // The second machine has one night in ten. Its night before the new base is far away, and the one before that has another Dockerfile, too.
  const pinsOf = (night: number): Partial<Pins> => ({
    cpu_model: night % 10 === 5 ? 'B' : 'A',
    definition: night >= 60 ? 'd2' : 'd1',
    base: night >= 100 ? 'b2' : 'b1',
  });
  const history = madeHistory(400, (_, night) => ({ pins: pinsOf(night) }));
  const size = { app: 'go', strategy: 'slim', scenario: '', metric: 'size_bytes' };
  const points = [0, 60, 100, 105].map((night) => ({
    night: history.nights[night] ?? { runId: '', at: '' },
    ...{ value: night === 105 ? '1200' : '1000', state: 'built', samples: NaN },
    pins: madePins(pinsOf(night)),
  }));
  const grown = { ...history, series: new Map([...history.series, [seriesKey(size), { ...size, points }]]) };
  expect(idsOf(grown)).toEqual(['20260416-exact-base regression']);
  const { gone, past } = thin(grown, 100);
  expect(gone.size).toBeGreaterThan(100);
  expect(idsOf(thinned(grown, gone), past)).toEqual(['20260416-exact-base regression']);
});
