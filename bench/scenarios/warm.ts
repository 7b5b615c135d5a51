import type { ScenarioDefinition } from '../../src/domain/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'warm',
  title: 'built again, nothing changed',
  cache: 'primed',
  expects: 'all-cached',
};
