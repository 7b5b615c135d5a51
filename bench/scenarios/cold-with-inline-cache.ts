import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'cold-with-inline-cache',
  order: 8,
  title: 'the cache is emptied, then every step comes from an image that carries its cache (type=inline)',
  cache: 'imported',
  through: 'inline',
  expects: 'all-cached',
  onlyIfNamed: true,
};
