import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { planJob } from '../arguments/resolve/plan-job.ts';
import { noProject } from '../arguments/resolve/project-job.ts';
import type { PlanValues } from '../commands/plan/options.ts';
import { planOf, selection } from '../../src/plan/selection.ts';
import { usualScenarios } from '../../src/domain/definitions/scenario.ts';
import { definitions } from '../registry.ts';

const { strategies, suites } = definitions;

const nothing: Omit<PlanValues, 'suite'> = {
  ...noProject,
  ...{ apps: undefined, strategies: undefined, scenarios: undefined, rounds: undefined, seed: 1 },
  ...{ budget: undefined, until: undefined, engine: 'auto', json: false, results: 'results' },
  ...{ claims: undefined, quick: false, shard: undefined, balance: undefined },
};
const planned = async (values: PlanValues) =>
  planOf(await planJob(values, { definitions, clock, environment: {} }));
const clock = { date: () => new Date(0), monotonicMs: () => 0, pause: () => Promise.resolve() };

test('every suite and experiment that lies in the folders is registered', () => {
  const here = import.meta.dirname;
  const files = ['.', '../experiments'].flatMap((folder) => readdirSync(path.join(here, folder)));
  const ids = files.filter((file) => /(?<!\.test)\.ts$/.test(file)).map((file) => path.basename(file, '.ts'));
  expect(suites.map(({ id }) => id).toSorted()).toEqual(ids.toSorted());
});

test.each(suites)('$id gives every arm a name of its own, and a baseline that is built, too', ({ arms }) => {
  const all = strategies.flatMap((strategy) => arms(strategy));
  const ids = all.map(({ id }) => id);
  expect(new Set(ids).size).toBe(ids.length);
  for (const { baseline } of all) if (baseline !== undefined) expect(ids).toContain(baseline);
});

test('a scenario whose visits make several builds is one whose builds leave the cache as they find it', () => {
  const repeated = definitions.scenarios.filter(({ repeats = 1 }) => repeats > 1);
  expect(repeated.map(({ id, repeats }) => `${id} ${repeats}`)).toEqual(['warm 5']);
  expect(repeated).toMatchObject([{ expects: 'all-cached', cache: 'primed' }]);
  expect(repeated[0]).not.toHaveProperty('edit');
});

describe('what is planned', () => {
  /** On disk: a Dockerfile is a variant. */
  const strategiesFolder = path.join(import.meta.dirname, '..', '..', 'strategies');
  const variants = readdirSync(strategiesFolder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.Dockerfile'),
  ).length;
  const everyScenario = usualScenarios(definitions.scenarios).length;

  test.each([
    ['default', variants * everyScenario, 3],
    // Cold and warm.
    ['quick', variants * 2, 1],
    // Each Dockerfile under two names, cold and warm.
    ['aa', variants * 2 * 2, 7],
    // These name what they build.
    ['planted', 4, 20],
    ['cold-is-cold', 3, 10],
    ['target', 2, 10],
  ])('%s: %i cells in %i rounds', async (suite, cells, rounds) => {
    const plan = await planned({ ...nothing, suite });
    expect(plan.cells).toHaveLength(cells);
    expect(plan.rounds).toBe(rounds);
  });

  test('options go before what the suite says', async () => {
    const values = {
      ...nothing,
      suite: 'aa',
      apps: ['go'],
      strategies: ['slim'],
      scenarios: ['warm'],
      rounds: 2,
    };
    const plan = await planned(values);
    expect(plan.cells.map(({ strategy, scenario }) => `${strategy} ${scenario}`)).toEqual([
      'slim warm',
      'slim-again warm',
    ]);
    expect(plan.rounds).toBe(2);
  });

  test('a suite that compares cold builds knows no other', () => {
    const wanted = () => selection(definitions, { suite: 'planted', scenarios: ['cold', 'warm'] });
    expect(wanted).toThrow(expect.objectContaining({ code: 'USAGE' }));
  });

  test.each(['claims', 'planted', 'cold-is-cold', 'target'])('%s is none of a project', (suite) => {
    const [app] = definitions.apps;
    const ofProject = { ...definitions, apps: [{ ...app, project: {} }] } as unknown as typeof definitions;
    expect(() => selection(ofProject, { suite })).toThrow(`The suite ${suite} is of the samples`);
    expect(selection(ofProject, { suite: 'aa' }).suite.id).toBe('aa');
  });

  test('an unknown suite is named with the nearest', () => {
    expect(() => selection(definitions, { suite: 'plantd' })).toThrow('Did you mean "planted"?');
  });
});
