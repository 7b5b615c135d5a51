import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'warm',
  order: 2,
  title: 'built again, nothing changed',
  cache: 'primed',
  expects: 'all-cached',
  // One takes 0.2 s, of which a fifth is chance: five take a second.
  repeats: 5,
};
