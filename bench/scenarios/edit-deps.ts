import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

export const scenario: ScenarioDefinition = {
  id: 'edit-deps',
  order: 4,
  title: 'the dependency manifest and lockfile get a unique change, then built again',
  cache: 'primed',
  edit: 'deps',
  expects: 'as-edited',
};
