import { suite as coldIsCold } from '../experiments/cold-is-cold.ts';
import { suite as planted } from '../experiments/planted.ts';
import { suite as target } from '../experiments/target.ts';
import { suite as aa } from './aa.ts';
import { suite as standard } from './default.ts';
import { suite as quick } from './quick.ts';
import type { Suite } from './suite.ts';

/** Every suite and experiment that `--suite` knows. */
export const suites: readonly Suite[] = [standard, quick, aa, planted, coldIsCold, target];
