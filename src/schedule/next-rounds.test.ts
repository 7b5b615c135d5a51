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
  expect((await next(run(8, still)))?.step).toBeUndefined();
  const wild = await next(run(8, noisy(0.4)));
  expect([wild?.open.length, wild?.step]).toEqual([2, undefined]);
});

test('nothing is asked where nothing is compared', async () => {
  const rows = run(8, (cell) => (cell.includes('slim') ? undefined : 1000));
  expect(await next(rows)).toBeUndefined();
});
