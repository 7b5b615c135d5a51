import { expect, test } from 'vitest';
import { cellId } from '../domain/run/plan.ts';
import { plan } from '../plan/plan.ts';
import { manifest } from '../record/manifest.fixture.ts';
import { buildRow, imageRow } from '../record/rows.fixture.ts';
import { analyseRun, type Rows } from '../stats/analyse-run.ts';
import { gaussian } from '../stats/noise.fixture.ts';
import { nextRounds } from './next-rounds.ts';
import { scenarios as all } from './scenarios.fixture.ts';

const scenarios = all.filter(({ id }) => id === 'cold' || id === 'warm');

/** Cold and warm builds of slim and of alpine, which is held against it; `ms` of a cell in a round. */
function run(rounds: number, ms: (cell: string, round: number) => number | undefined): Rows {
  const planned = plan({
    apps: [{ id: 'go' }],
    strategies: [{ id: 'slim' }, { id: 'alpine' }],
    ...{ scenarios, rounds, control: true, seed: 1 },
  });
  return {
    manifest: { ...manifest, plan: planned },
    images: [imageRow(), imageRow({ strategy: 'alpine' })],
    builds: planned.visits.map((visit) => {
      const wall_ms = ms(cellId(visit), visit.round);
      return buildRow({ ...visit, wall_ms, beside_ms: 0, state: wall_ms === undefined ? 'failed' : 'built' });
    }),
  };
}
const next = async (rows: Rows) =>
  nextRounds(rows, await analyseRun(rows, undefined, () => Promise.resolve()), scenarios);

/** A second, with lognormal noise. */
function noisy(noise: number): () => number {
  const draw = gaussian(1);
  return () => 1000 * Math.exp(noise * draw());
}
const still = (): number => 1000;

test('with too few rounds for any verdict the next step is as many as one takes, of all cells', async () => {
  const found = await next(run(3, noisy(0.02)));
  expect(found?.short).toHaveLength(2);
  // Of 3 samples nobody can tell how far they scatter.
  expect(found?.needs).toEqual([]);
  // Three more rounds of four cells and three times the control, a second each.
  expect(found?.step).toMatchObject({ rounds: 6, onlyUndecided: false });
  expect(found?.step?.ms).toBeGreaterThan(20_000);
  expect(found?.step?.ms).toBeLessThan(22_500);
});

test('a comparison that lacks samples, as builds have failed, gets as many rounds more', async () => {
  const failing = (cell: string, round: number) => (cell === 'go/slim/cold' && round < 3 ? undefined : 1000);
  expect((await next(run(6, failing)))?.step).toMatchObject({ rounds: 8, onlyUndecided: false });
});

test('what is decided needs no more: the step is for the others, so that a difference would be found there', async () => {
  const ms = noisy(0.07);
  const found = await next(run(8, (cell) => (cell.endsWith('slim/cold') ? 0.5 : 1) * ms()));
  expect(found?.decided.map(({ cell }) => cellId(cell))).toEqual(['go/alpine/cold']);
  expect(found?.open.map(({ cell }) => cellId(cell))).toEqual(['go/alpine/warm']);
  const [need] = found?.needs ?? [];
  expect(need?.scenario).toBe('warm');
  expect(need?.rounds).toBeGreaterThan(8);
  expect(found?.step).toMatchObject({ rounds: need?.rounds, onlyUndecided: true });
});

test('nothing is suggested where the difference would have been found, and where it takes too many rounds', async () => {
  const still8 = await next(run(8, still));
  expect([still8?.step, still8?.noStep]).toEqual([undefined, 'enough']);
  const wild = await next(run(8, noisy(0.4)));
  expect([wild?.open.length, wild?.step, wild?.noStep]).toEqual([2, undefined, 'too many']);
});

test('nothing is suggested for comparisons of which a cell has stopped: it would get no more', async () => {
  const rows = run(3, noisy(0.02));
  const stoppedEarly = ['go/slim/cold', 'go/alpine/warm'];
  const found = await next({ ...rows, manifest: { ...rows.manifest, stoppedEarly } });
  expect([found?.open.length, found?.step, found?.noStep]).toEqual([2, undefined, 'stopped']);
});

test('a comparison of which one cell has more rounds takes those that both lack, and no more', async () => {
  // Of 9 rounds alpine's cold builds have the first 3: 3 more decide, after 9 rounds of the one and 3 of the other.
  const rows = run(9, noisy(0.02));
  const has = (cell: string, round: number) => round <= 3 || cell !== 'go/alpine/cold';
  const { plan: planned } = rows.manifest;
  const visits = planned.visits.filter(
    (visit) => visit.phase !== 'measure' || has(cellId(visit), visit.round),
  );
  const uneven = {
    ...rows,
    manifest: { ...rows.manifest, plan: { ...planned, visits } },
    builds: rows.builds.filter((row) => row.phase !== 'measure' || has(cellId(row), row.round)),
  };
  const found = await next(uneven);
  expect(found?.short.map(({ cell }) => cellId(cell))).toEqual(['go/alpine/cold']);
  expect(found?.step).toMatchObject({ rounds: 6 });
  // Three rounds of two cells and three times the control, a second each.
  expect(found?.step?.ms).toBeGreaterThan(14_000);
  expect(found?.step?.ms).toBeLessThan(16_500);
});

test('nothing is asked where nothing is compared', async () => {
  const rows = run(8, (cell) => (cell.includes('slim') ? undefined : 1000));
  expect(await next(rows)).toBeUndefined();
});
