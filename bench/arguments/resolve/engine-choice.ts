import { StagebenchError } from '../../../src/domain/errors.ts';
import type { EngineChoice } from '../../../src/domain/run/job.ts';

/** Which engine is asked for, and who builds. Throws USAGE for a builder of the fake engine. */
export function engineChoice(values: {
  readonly engine: EngineChoice['engine'];
  readonly provision: boolean;
  readonly builder?: string | undefined;
  readonly 'builder-is-mine': boolean;
}): EngineChoice {
  const { engine, provision, builder: name, 'builder-is-mine': isMine } = values;
  if (name === undefined) return { engine, provision };
  if (engine === 'fake')
    throw new StagebenchError('USAGE', '--builder cannot be given with --engine fake, which builds nothing.');
  return { engine, provision, builder: { name, isMine } };
}
