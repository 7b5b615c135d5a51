import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'edit-ignored',
  order: 5,
  title: 'a file that no build needs gets a unique change, then built again',
  cache: 'primed',
  edit: 'ignored',
  expects: 'as-edited',
  isOfExperiments: true,
};
