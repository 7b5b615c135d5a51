import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { newestSchema } from '../manifest.ts';
import { readResumable, type ResumableRun } from './read-resumable.ts';
import { readManifest } from './read-run.ts';
import { isFinished } from '../run-folder/finish-end.ts';
import { mayBeCompleted } from './may-be-completed.ts';

/**
 * Reads a run that is to go on. Throws NOTHING_TO_RESUME if it is finished and lacks nothing, unless it may get more rounds
 * (`mayGrow`); RUN_IS_A_COPY if it is finished and lies in a folder of another name; RESUME_REFUSED if an older version wrote it:
 * rows with the columns of today would not fit to those it has.
 */
export async function readLeft(folder: string, mayGrow = false): Promise<ResumableRun> {
  const manifest = await readManifest(folder);
  const { runId, schema, outcome, merged } = manifest;
  if (merged !== undefined)
    throw new StagebenchError(
      'RESUME_REFUSED',
      `Run ${runId} is merged, and does not go on itself. Each of its shards does, on its machine: ${merged.shards.map((one) => one.runId).join(', ')}.`,
    );
  const goesOn = mayGrow || (isFinished(manifest) && (await mayBeCompleted(folder)));
  // In a copy new rows would be added to what somebody has published.
  if (goesOn && path.basename(folder) !== runId)
    throw new StagebenchError(
      'RUN_IS_A_COPY',
      `${folder} is a copy of run ${runId}: only the run itself goes on.`,
    );
  if (!goesOn && isFinished(manifest))
    throw new StagebenchError(
      'NOTHING_TO_RESUME',
      `Run ${runId} is ${String(outcome)}: there is nothing to resume.`,
    );
  if (schema !== newestSchema)
    throw new StagebenchError(
      'RESUME_REFUSED',
      `Run ${runId} is of an older version of Stagebench and cannot go on: its run.json has schema ${schema}, this version writes ${newestSchema}.`,
    );
  return readResumable(folder);
}
