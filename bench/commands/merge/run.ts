import { StagebenchError } from '../../../src/domain/errors.ts';
import { newRunId } from '../../../src/domain/run/run-id.ts';
import { shardText, type RecordedShard } from '../../../src/domain/run/shard.ts';
import { keptBuild, type KeptBuild } from '../../../src/record/kept-build.ts';
import { chooseShards, type ChosenShards } from '../../../src/record/merge/choose-shards.ts';
import { findShards, type FoundShard } from '../../../src/record/merge/find-shards.ts';
import { mergedManifest } from '../../../src/record/merge/merged-manifest.ts';
import { refuseDiffering, type Compared } from '../../../src/record/merge/refuse-differing.ts';
import { writeMerged, type MergedShard } from '../../../src/record/merge/write-merged.ts';
import { findUnwhole } from '../../../src/record/read/find-unwhole.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import type { ImageRow } from '../../../src/record/rows.ts';
import { checkWritable } from '../../../src/record/run-folder/check-writable.ts';
import { handOver } from '../../../src/record/run-folder/hand-over.ts';
import { summarise } from '../../../src/stats/samples/summarise.ts';
import type { CommandContext } from '../../context.ts';
import { printResult } from '../../terminal/print-result.ts';
import { resumeCommand } from '../../terminal/run-commands.ts';
import { refuseProcessors } from './refuse-processors.ts';

export interface MergeJob {
  /** Absolute paths. */
  readonly dirs: readonly string[];
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly json: boolean;
  /** Whether cells are also compared that two machines have measured. */
  readonly across: boolean;
  /** The strategy that others are held against; the suite's own if undefined. */
  readonly baseline: string | undefined;
  /** The options that shards of one plan have in common. */
  readonly compared: Compared;
  /** The command that measures a shard of the plan that was made with such options, beside the shard in that folder. */
  readonly commandOf: (
    options: Readonly<Record<string, unknown>>,
    shard: Omit<RecordedShard, 'split'>,
    folder: string,
  ) => string;
}

/**
 * Joins shards to one run, and prints it. Exit code 1 if cells failed, or a shard is missing. Throws NO_SHARD, SHARD_TWICE,
 * SHARDS_DIFFER, RESULTS_UNREADABLE for a shard that is not whole, RESULTS_NOT_WRITABLE.
 */
export async function merge(job: MergeJob, context: CommandContext): Promise<number> {
  const { dirs, results, json, compared, commandOf } = job;
  const chosen = chooseShards(await findShards(dirs));
  refuseDiffering(chosen, compared);
  const manifest = mergedManifest(
    newRunId(context.clock.date(), chosen.shards[0].manifest.plan.seed),
    chosen,
    job.across,
  );
  await checkWritable(results, manifest.runId);
  const builds: KeptBuild[] = [];
  const images: ImageRow[] = [];
  const read: MergedShard[] = [];
  for (const shard of chosen.shards) {
    const rows = await readWhole(shard);
    const lastSequence = rows.builds.at(-1)?.sequence ?? 0;
    const before = read.reduce((sum, one) => sum + one.lastSequence, 0);
    for (const row of rows.builds) builds.push({ ...keptBuild(row), sequence: row.sequence + before });
    images.push(...rows.images);
    read.push({ folder: shard.folder, number: shard.shard.number, lastSequence });
  }
  if (!job.across) refuseProcessors(builds, chosen);
  const summary = summarise(manifest.runId, manifest.plan.cells, builds, images);
  const folder = await writeMerged(results, manifest, read, summary);
  await handOver(folder, context.environment);
  const isComplete = await printResult({
    ...{ folder: { path: folder, builds, images }, manifest, asked: { json }, context },
    baseline: job.baseline,
    aside: lacking(chosen, commandOf),
  });
  return isComplete && chosen.missing.length === 0 ? 0 : 1;
}

/** A shard with all its rows. Throws RESULTS_UNREADABLE if some are not there: a copy may have been cut short. */
async function readWhole({ folder, shard }: FoundShard) {
  const run = await readRun(folder);
  const torn = await findUnwhole(run);
  if (torn === undefined) return run;
  throw new StagebenchError('RESULTS_UNREADABLE', `Shard ${shardText(shard)} is not whole: ${torn}.`, {
    where: folder,
  });
}

/** What is not there, and the commands that would add it. */
function lacking(
  { shards: [first], missing, unfinished }: ChosenShards,
  commandOf: MergeJob['commandOf'],
): string[] {
  const ofUnfinished = new Map(unfinished.map((shard) => [shard.shard.number, shard]));
  const lines = missing.flatMap((number) => {
    const name = shardText({ number, of: first.shard.of });
    const begun = ofUnfinished.get(number);
    return begun === undefined
      ? [
          `shard ${name} is missing. This measures it:`,
          `  ${commandOf(first.manifest.options, { ...first.shard, number }, first.folder)}`,
        ]
      : [`shard ${name} has not come to its end. This goes on with it:`, `  ${resumeCommand(begun.folder)}`];
  });
  return lines.length === 0 ? [] : [...lines, 'Then merge again, with the folders of all shards.'];
}
