import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'warm',
  order: 2,
  title: 'built again, nothing changed',
  cache: 'primed',
  expects: 'all-cached',
};
