import type { EngineKind } from '../../src/domain/engine-info.ts';
import type { EngineChoice } from '../../src/domain/run/job.ts';

/** Whether an engine of this kind may be the one that is asked for, as far as that is known before anybody connects to it. */
export const isMeantEngine = (kind: EngineKind, engine: EngineChoice['engine']): boolean =>
  engine === 'auto' ? kind !== 'fake' : kind === engine;
