import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'cold',
  order: 1,
  title: 'every cacheable step runs; the bases are there, nothing else is',
  cache: 'none',
  expects: 'all-executed',
};
