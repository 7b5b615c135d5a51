import { expect, test } from 'vitest';
import { mergeEvents, type Change } from './merge-events.ts';

const change = (strategy: string, scenario: string, night = 40, shift = 0.1): Change => ({
  ...{ app: 'go', strategy, scenario, night, shift },
});
const strategies = ['slim', 'alpine', 'scratch', 'distroless'];
const scenarios = ['cold', 'warm', 'edit'];
const counts = { all: 12, ofScenario: () => 4, ofVariant: () => 3 };
const merged = (...changes: Change[]) =>
  mergeEvents(changes, counts).map(({ scope, subject, night }) => `${scope} ${subject} ${night}`);

test('half of all is the family, half of a scenario the scenario, half of a variant the variant, else cells', () => {
  expect(
    merged(
      ...strategies.flatMap((strategy) => ['cold', 'warm'].map((scenario) => change(strategy, scenario))),
    ),
  ).toEqual(['family all 40']);
  expect(merged(change('slim', 'warm'), change('alpine', 'warm'))).toEqual(['scenario warm 40']);
  expect(merged(change('slim', 'warm'), change('slim', 'cold'))).toEqual(['variant go/slim 40']);
  expect(merged(change('slim', 'warm'))).toEqual(['cell go/slim/warm 40']);
});

test('changes within two nights are one event, others are two; so are those of other directions', () => {
  expect(merged(change('slim', 'warm', 40), change('slim', 'cold', 42))).toEqual(['variant go/slim 41']);
  expect(merged(change('slim', 'warm', 40), change('slim', 'cold', 43))).toHaveLength(2);
  expect(merged(change('slim', 'warm'), change('slim', 'cold', 40, -0.1))).toHaveLength(2);
});

test('the largest comes first, whatever its direction', () => {
  const events = mergeEvents([change('slim', 'warm', 10, 0.05), change('alpine', 'cold', 30, -0.3)], counts);
  expect(events.map(({ shift }) => shift)).toEqual([-0.3, 0.05]);
});

test('of nothing there is none', () => {
  expect(merged()).toEqual([]);
  expect(scenarios).toHaveLength(3);
});
