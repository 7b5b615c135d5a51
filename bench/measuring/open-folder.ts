import { engineName } from '../../src/report/provenance/measured-where.ts';
import { secretsIn } from '../../src/domain/masked.ts';
import { maskedTexts, type MoreRounds } from '../../src/domain/run/job.ts';
import type { ResumableRun } from '../../src/record/read/read-resumable.ts';
import { RunFolder } from '../../src/record/run-folder/run-folder.ts';
import { resumption, startManifest } from './start-manifest.ts';

/** Makes the folder of a new run, or goes on in that of one that is resumed; says so. */
export async function openFolder(
  results: string,
  start: Parameters<typeof startManifest>[0],
  left: ResumableRun | undefined,
  more: MoreRounds | undefined,
  note: (text: string) => void,
): Promise<RunFolder> {
  const { runId, info, loadAverage, context } = start;
  const tools = {
    now: context.clock.date,
    secrets: [...maskedTexts(start.asked.project?.secrets ?? []), ...secretsIn(context.environment)],
  };
  const engine = engineName(info);
  if (left === undefined) {
    const folder = await RunFolder.create(results, await startManifest(start), tools);
    note(`run ${runId} on ${engine}: ${folder.path}`);
    return folder;
  }
  const { builds, cuts } = left;
  const folder = await RunFolder.reopen(
    left,
    await resumption(builds.length, info, loadAverage, context, more?.rounds),
    tools,
  );
  note(
    `run ${runId} goes on after ${builds.length} build${builds.length === 1 ? '' : 's'}${more === undefined ? '' : `, to ${more.rounds} rounds${more.onlyUndecided ? ' of what is undecided' : ''},`} on ${engine}: ${folder.path}`,
  );
  for (const cut of cuts) note(`cut off: ${cut}`);
  return folder;
}
