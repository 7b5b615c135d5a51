import { readdir, realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { RecordedShard } from '../../domain/run/shard.ts';
import type { RunManifest } from '../manifest.ts';
import { readManifest } from '../read/read-run.ts';

/** A run of one shard, as it lies in its folder. */
export interface FoundShard {
  readonly folder: string;
  readonly manifest: RunManifest;
  readonly shard: RecordedShard;
}

/** CI puts an artifact into a folder of its own, and there lies the folder of results, or the run itself. */
const deepest = 3;

/**
 * The shards in some folders: each is a run, or a folder in which runs lie. Of what lies in a folder, runs that are no shards count for
 * nothing; what is named itself has to be one. Throws NO_SHARD, and what readManifest throws.
 */
export async function findShards(places: readonly string[]): Promise<readonly FoundShard[]> {
  const found = new Map<string, FoundShard>();
  for (const place of places) {
    const folders = await runsBelow(place, deepest);
    const shards = await Promise.all(folders.map((folder) => shardIn(folder, folder === place)));
    const there = shards.filter((shard) => shard !== undefined);
    if (there.length === 0)
      throw new StagebenchError(
        'NO_SHARD',
        (await isThere(place)) ? `No shard lies in ${place}.` : `There is no folder ${place}.`,
      );
    for (const shard of there) found.set(await realpath(shard.folder), shard);
  }
  return [...found.values()];
}

async function shardIn(folder: string, isNamed: boolean): Promise<FoundShard | undefined> {
  const manifest = await readManifest(folder);
  const { runId, shard, merged } = manifest;
  if (shard !== undefined) return { folder, manifest, shard };
  if (!isNamed) return undefined;
  throw new StagebenchError(
    'NO_SHARD',
    merged === undefined
      ? `Run ${runId} is no shard: it was made without --shard.`
      : `Run ${runId} is merged already, of ${merged.shards.map((one) => one.runId).join(', ')}: name these, and the others.`,
    { where: folder },
  );
}

/** A folder that is a run has none in it that count. Links such as `latest` are passed over. */
async function runsBelow(folder: string, depth: number): Promise<string[]> {
  if (await isThere(path.join(folder, 'run.json'))) return [folder];
  if (depth === 0) return [];
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  const folders = entries.filter((entry) => entry.isDirectory()).map(({ name }) => name);
  const below = await Promise.all(
    folders.toSorted().map((name) => runsBelow(path.join(folder, name), depth - 1)),
  );
  return below.flat();
}

const isThere = (file: string): Promise<boolean> =>
  stat(file).then(
    () => true,
    () => false,
  );
