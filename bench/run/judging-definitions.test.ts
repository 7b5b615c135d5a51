import { expect, test } from 'vitest';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import type { StrategyDefinition } from '../../src/domain/strategy.ts';
import { judgingDefinitions } from './judging-definitions.ts';
import { makePlan, selection } from './make-plan.ts';
import { scenarios as registered } from '../registry.ts';

const values = { suite: 'aa', apps: ['go'], strategies: ['slim'], scenarios: ['edit-source'], seed: 1 };
const plan = makePlan({ ...values, rounds: 1 }, { clock: { date: () => new Date(0) } as never });
const selected = selection(values);
const before = judgingDefinitions(plan, selected, registered);

const changedNames = (is: Record<string, string>): string[] =>
  Object.keys(before).filter((name) => before[name] !== is[name]);
const withStrategies = (change: (strategy: StrategyDefinition) => Partial<StrategyDefinition>) =>
  judgingDefinitions(
    plan,
    { ...selected, strategies: selected.strategies.map((one) => ({ ...one, ...change(one) })) },
    registered,
  );
const withScenario = (wanted: string, change: Partial<ScenarioDefinition>) =>
  judgingDefinitions(
    plan,
    selected,
    registered.map((one) => (one.id === wanted ? { ...one, ...change } : one)),
  );

test('what judges the samples of a plan is named as it is found; the control is built cold', () => {
  expect(Object.keys(before)).toEqual([
    'strategies/slim (reruns of go)',
    'strategies/slim-again (reruns of go)',
    'bench/scenarios/cold',
    'bench/scenarios/edit-source',
    'strategies/slim (suite aa)',
    'strategies/slim-again (suite aa)',
  ]);
});

test.each<[string, Record<string, string>, string[]]>([
  [
    'other steps that an edit re-runs',
    withStrategies(({ id, reruns }) =>
      id === 'slim' ? { reruns: { ...reruns, go: { source: [], deps: [] } } } : {},
    ),
    ['strategies/slim (reruns of go)'],
  ],
  [
    'the same of an app that is not planned',
    withStrategies(({ reruns }) => ({ reruns: { ...reruns, node: { source: [], deps: [] } } })),
    [],
  ],
  ['what a scenario demands', withScenario('cold', { expects: 'all-cached' }), ['bench/scenarios/cold']],
  ['its edit', withScenario('edit-source', { edit: 'deps' }), ['bench/scenarios/edit-source']],
  ['its title', withScenario('cold', { title: 'another' }), []],
  ['a scenario that is not planned', withScenario('warm', { expects: 'all-executed' }), []],
  [
    'how an entry of the suite is emptied',
    judgingDefinitions(
      plan,
      {
        ...selected,
        entries: new Map(
          [...selected.entries].map(([id, entry]) => [
            id,
            id === 'slim' ? { ...entry, coldMethod: 'no-cache' } : entry,
          ]),
        ),
      },
      registered,
    ),
    ['strategies/slim (suite aa)'],
  ],
  [
    'the order in which properties are written',
    withStrategies(({ reruns }) => ({ reruns: Object.fromEntries(Object.entries(reruns).toReversed()) })),
    [],
  ],
])('%s', (_, is, names) => {
  expect(changedNames(is)).toEqual(names);
});

test('what else is planned changes none of them: two runs can be compared', () => {
  const all = { ...values, apps: undefined, strategies: undefined, scenarios: ['cold', 'edit-source'] };
  const wider = makePlan({ ...all, rounds: 1 }, { clock: { date: () => new Date(0) } as never });
  expect(judgingDefinitions(wider, selection(all), registered)).toMatchObject(before);
});
