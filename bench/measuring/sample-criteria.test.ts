import { expect, test } from 'vitest';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';
import { sampleCriteria } from './sample-criteria.ts';
import { planOf, selection } from '../../src/plan/selection.ts';
import { definitions } from '../registry.ts';

const { scenarios: registered } = definitions;

const wanted = { suite: 'aa', apps: ['go'], strategies: ['slim'], scenarios: ['edit-source'] };
const selected = selection(definitions, wanted);
const plan = planOf({ selected, rounds: 1, seed: 1 });
const before = sampleCriteria(plan, selected, registered);

const changedNames = (is: Record<string, string>): string[] =>
  Object.keys(before).filter((name) => before[name] !== is[name]);
const withArms = (change: (arm: Arm) => Partial<Arm>) => {
  const arms = new Map([...selected.arms].map(([id, arm]) => [id, { ...arm, ...change(arm) }]));
  return sampleCriteria(plan, { ...selected, arms }, registered);
};
const withScenario = (id: string, change: Partial<ScenarioDefinition>) =>
  sampleCriteria(
    plan,
    selected,
    registered.map((one) => (one.id === id ? { ...one, ...change } : one)),
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
    withArms(({ id, reruns }) =>
      id === 'slim' ? { reruns: { ...reruns, go: { source: [], deps: [] } } } : {},
    ),
    ['strategies/slim (reruns of go)'],
  ],
  [
    'the same of an app that is not planned',
    withArms(({ reruns }) => ({ reruns: { ...reruns, node: { source: [], deps: [] } } })),
    [],
  ],
  ['what a scenario demands', withScenario('cold', { expects: 'all-cached' }), ['bench/scenarios/cold']],
  ['its edit', withScenario('edit-source', { edit: 'deps' }), ['bench/scenarios/edit-source']],
  ['its title', withScenario('cold', { title: 'another' }), []],
  ['a scenario that is not planned', withScenario('warm', { expects: 'all-executed' }), []],
  [
    'how an arm of the suite is emptied',
    withArms(({ id }) => (id === 'slim' ? { build: { coldMethod: 'no-cache' } } : {})),
    ['strategies/slim (suite aa)'],
  ],
  [
    'what is changed in its Dockerfile',
    withArms(({ id }) => (id === 'slim' ? { transform: { kind: 'append', text: 'RUN x' } } : {})),
    ['strategies/slim (suite aa)'],
  ],
  [
    'which of its stages is built',
    withArms(({ id }) => (id === 'slim' ? { build: { target: 'deps' } } : {})),
    ['strategies/slim (suite aa)'],
  ],
  [
    'the order in which properties are written',
    withArms(({ reruns }) => ({ reruns: Object.fromEntries(Object.entries(reruns).toReversed()) })),
    [],
  ],
])('%s', (_, is, names) => {
  expect(changedNames(is)).toEqual(names);
});

test('what else is planned changes none of them: two runs can be compared', () => {
  const all = selection(definitions, { suite: 'aa', scenarios: ['cold', 'edit-source'] });
  const wider = planOf({ selected: all, rounds: 1, seed: 1 });
  expect(sampleCriteria(wider, all, registered)).toMatchObject(before);
});
