import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { scenario as cold } from './cold.ts';
import { scenario as editDeps } from './edit-deps.ts';
import { scenario as editSource } from './edit-source.ts';
import { scenario as warm } from './warm.ts';

/** In the order of a chain: what a scenario leaves in the cache is what the next one needs. */
export const scenarios: readonly ScenarioDefinition[] = [cold, warm, editSource, editDeps];
