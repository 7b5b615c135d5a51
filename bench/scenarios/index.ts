import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import { scenario as cold } from './cold.ts';
import { scenario as warm } from './warm.ts';

/** In the order of a chain: what a scenario leaves in the cache is what the next one needs. */
export const scenarios: readonly ScenarioDefinition[] = [cold, warm];
