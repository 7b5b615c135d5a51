import { cp, mkdir, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import type { SummaryRow } from '../rows.ts';
import { heads, summaryColumns } from '../csv/columns.ts';
import { toCsv } from '../csv/to-csv.ts';
import type { RunManifest } from '../manifest.ts';
import { isThere } from '../find/find-run.ts';
import { pointLatest } from '../run-folder/point-latest.ts';
import { ManifestFile } from '../run-folder/manifest-file.ts';
import { renumberedRows } from './renumber-rows.ts';

/** A shard whose rows were read. */
export interface MergedShard {
  readonly folder: string;
  readonly number: number;
  /** The largest number of a build. */
  readonly lastSequence: number;
}

/**
 * Writes the folder of a merged run: the rows of all shards, one shard after the other, as each has written them but for the numbers of
 * builds. It is written beside and renamed, so that there is never half of one. Resolves with the folder.
 */
export async function writeMerged(
  results: string,
  manifest: RunManifest,
  shards: readonly MergedShard[],
  summary: readonly SummaryRow[],
): Promise<string> {
  const folder = path.join(results, manifest.runId);
  const fresh = path.join(results, `.merge-${manifest.runId}`);
  try {
    await mkdir(fresh);
    for (const [name, head] of Object.entries(heads)) await writeRows(fresh, name, head, shards);
    await writeFlushed(path.join(fresh, 'summary.csv'), [toCsv(summaryColumns, summary, true)]);
    for (const shard of shards) await copyLogs(shard, fresh);
    await new ManifestFile(fresh).write(manifest);
    await rename(fresh, folder);
  } finally {
    await rm(fresh, { recursive: true, force: true });
  }
  await pointLatest(folder, manifest.engine.kind);
  return folder;
}

async function writeRows(
  fresh: string,
  name: string,
  head: string,
  shards: readonly MergedShard[],
): Promise<void> {
  const isNumbered = name === 'builds' || name === 'steps';
  async function* all(): AsyncGenerator<string> {
    yield head;
    let before = 0;
    for (const { folder, lastSequence } of shards) {
      yield* renumberedRows(path.join(folder, `${name}.csv`), head, isNumbered ? before : undefined);
      before += lastSequence;
    }
  }
  await writeFlushed(path.join(fresh, `${name}.csv`), all());
}

/** Only its user may read it, as the files of any run. */
async function writeFlushed(file: string, pieces: AsyncIterable<string> | Iterable<string>): Promise<void> {
  const handle = await open(file, 'wx', 0o600);
  try {
    for await (const text of pieces) await handle.writeFile(text);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Their names have the numbers that builds had in their shard. */
async function copyLogs({ folder, number }: MergedShard, fresh: string): Promise<void> {
  const logs = path.join(folder, 'logs');
  if (await isThere(logs)) await cp(logs, path.join(fresh, 'logs', `shard-${number}`), { recursive: true });
}
