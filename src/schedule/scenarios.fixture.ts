import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';

/** One of each kind, in the order of a chain. */
export const scenarios: readonly ScenarioDefinition[] = [
  { id: 'cold', title: '', cache: 'none', expects: 'all-executed' },
  { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' },
  { id: 'edit-source', title: '', cache: 'primed', edit: 'source', expects: 'as-edited' },
  { id: 'edit-deps', title: '', cache: 'primed', edit: 'deps', expects: 'as-edited' },
];
