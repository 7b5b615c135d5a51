import { describe, expect, test } from 'vitest';
import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import { buildRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { relativeNoise } from './interval-forecast.ts';
import { assumedNoise, visitCosts } from './visit-costs.ts';

const scenarios: ScenarioDefinition[] = [
  { id: 'cold', title: '', cache: 'none', expects: 'all-executed' },
  { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' },
];
const variants = ['slim', 'alpine'].map((strategy) => ({ app: 'go', strategy }));
const cells: Cell[] = variants.flatMap((variant) =>
  ['cold', 'warm'].map((scenario) => ({ ...variant, scenario })),
);
/** `slim/cold` with one row per time; `beside` is what the visit took beside its build. */
const rows = (
  id: string,
  times: readonly number[],
  beside = 0,
  changes: Partial<BuildRow> = {},
): BuildRow[] => {
  const [strategy = '', scenario = ''] = id.split('/');
  return times.map((wall_ms, index) =>
    buildRow({ strategy, scenario, wall_ms, beside_ms: beside, round: index + 1, ...changes }),
  );
};
const costs = (...some: BuildRow[][]) => visitCosts(some.flat(), { variants, cells }, scenarios, 70);
const failed = { state: 'failed', wall_ms: undefined } as const;

describe('what a visit costs', () => {
  test('is the median of the build and all beside it', () => {
    const { cells: known } = costs(rows('slim/cold', [100, 300, 120], 7), rows('slim/warm', [10]));
    expect([known.get('go/slim/cold'), known.get('go/slim/warm')]).toEqual([127, 10]);
  });

  test('counts builds whose cache was not as demanded: they take their time as well', () => {
    const { cells: known } = costs(rows('slim/warm', [10], 1, { state: 'invalid' }));
    expect(known.get('go/slim/warm')).toBe(11);
  });

  test('of a cell that was never built is that of the others of its scenario', () => {
    const { cells: known } = costs(
      rows('slim/cold', [100]),
      rows('slim/warm', [9]),
      rows('alpine/warm', [0], 0, failed),
    );
    expect([known.get('go/alpine/cold'), known.get('go/alpine/warm')]).toEqual([100, 9]);
  });

  test('is nothing where nothing was built', () => {
    expect([...costs().cells.values()]).toEqual([0, 0, 0, 0]);
  });

  test('of the control and of what comes once stand apart', () => {
    const ofControl = rows('control/cold', [50, 60, 70], 5, { app: 'control', phase: 'control' });
    expect(costs(ofControl)).toMatchObject({ controlMs: 65, onceMs: 70 });
  });
});

describe('what a prime costs', () => {
  const prime = (id: string, times: number[]) => rows(id, times, 2, { phase: 'prime' });

  test('is what primes and cold builds of its variant took: they are the same', () => {
    expect(costs(prime('slim/warm', [90]), rows('slim/cold', [110], 2)).primes.get('go/slim')).toBe(102);
  });

  test('is that of other variants where its own was never built, but not that of the control', () => {
    const ofControl = rows('control/cold', [5], 0, { app: 'control', phase: 'control' });
    expect(costs(prime('slim/warm', [90]), ofControl).primes.get('go/alpine')).toBe(92);
  });

  test('never counts for the cell it primes', () => {
    expect(costs(prime('slim/warm', [90]), rows('slim/warm', [3])).cells.get('go/slim/warm')).toBe(3);
  });
});

describe('how far times scatter', () => {
  const slim = [100, 104, 97];
  const six = [100, 104, 97, 101, 95, 102];

  test('is told by the samples of the cell from six on', () => {
    const { noise } = costs(rows('slim/cold', six), rows('alpine/cold', [100, 200]));
    expect(noise.get('go/slim/cold')).toBe(relativeNoise(six));
  });

  test('is that of the median cell of its scenario below six samples, else that of all', () => {
    const { noise } = costs(
      ...[rows('slim/cold', slim), rows('slim/warm', [10, 20, 15])],
      ...[rows('alpine/cold', [100, 100]), rows('alpine/warm', [10])],
    );
    // Two samples that happen to be equal are not still.
    const cold = (relativeNoise(slim) ?? 0) / 2;
    expect([noise.get('go/slim/cold'), noise.get('go/alpine/cold')]).toEqual([cold, cold]);
    expect(costs(rows('slim/cold', slim), rows('slim/warm', [9])).noise.get('go/slim/warm')).toBe(
      relativeNoise(slim),
    );
  });

  test('is ½ % at least', () => {
    const { noise } = costs(rows('slim/cold', [9, 9, 9, 9, 9, 9]), rows('alpine/warm', [5, 5]));
    expect(new Set(noise.values())).toEqual(new Set([0.005]));
  });

  test('is assumed where nothing is known: after one round', () => {
    const { noise } = costs(...cells.map((cell) => rows(`${cell.strategy}/${cell.scenario}`, [100])));
    expect(new Set(noise.values())).toEqual(new Set([assumedNoise]));
    expect([...noise.keys()]).toEqual(cells.map(cellId));
  });

  test('leaves out builds whose cache was not as demanded', () => {
    const invalid = rows('slim/cold', [900], 0, { state: 'invalid' });
    expect(costs(rows('slim/cold', six), invalid).noise.get('go/slim/cold')).toBe(relativeNoise(six));
  });
});
