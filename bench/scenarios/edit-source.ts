import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'edit-source',
  order: 3,
  title: 'one source file gets a unique change, then built again',
  cache: 'primed',
  edit: 'source',
  expects: 'as-edited',
};
