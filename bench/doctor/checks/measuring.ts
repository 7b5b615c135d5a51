import { StagebenchError } from '../../../src/domain/errors.ts';
import { measuringRun } from '../../../src/lease/engine-lock.ts';
import type { Check } from '../check.ts';
import { silentFinding } from '../engines-seen.ts';
import { orKnownError } from '../known-error.ts';

/** A run that has the engine: the next one would be refused, and this one is disturbed by all that runs beside it. */
export const check: Check<'asked' | 'context'> = {
  ...{ id: 'measuring', order: 7 },
  find: async ({ asked: { engine }, context }) => {
    if (engine === undefined) return [];
    const run = await orKnownError(async () => measuringRun(await engine.info(), context));
    if (run instanceof StagebenchError) return [silentFinding(run)];
    if (run === undefined) return [];
    const fix = 'wait until it has ended, and leave the machine alone till then';
    return [{ state: 'note', what: 'measuring', found: `run ${run} has the engine now`, fix }];
  },
};
