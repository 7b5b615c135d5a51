import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'cold-with-registry-cache-min',
  order: 7,
  title: 'the same with the layers of the image alone (type=registry, mode=min)',
  cache: 'imported',
  through: 'registry-min',
  expects: 'all-cached',
  onlyIfNamed: true,
};
