import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'cold-with-registry-cache',
  order: 6,
  title: 'the cache is emptied, then every step comes from a registry (type=registry, mode=max)',
  cache: 'imported',
  through: 'registry-max',
  expects: 'all-cached',
  onlyIfNamed: true,
};
