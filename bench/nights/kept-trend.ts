import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted, makeTrustedFolder } from '../../src/engine/private/trust/trusted-folder.ts';
import { bufferCollector } from '../../src/inspect/buffer-collector.ts';
import type { ThinnedPast } from '../../src/record/history/change-points.ts';
import type { History } from '../../src/record/history/history.ts';
import { historyFiles } from '../../src/record/history/read-history.ts';
import type { KeptTrend } from '../../src/stats/trend/analyse-trend.ts';

/** Raised whenever what is kept, or the rule, changes. */
const version = 5;
/** So short a history is analysed anew sooner than what was kept of it is read. */
const fewestNights = 60;

interface KeptFile {
  readonly version: number;
  /** What the files of the history were; a night that is appended leaves so many of their bytes as they are. */
  readonly files: readonly KeptPart[];
  /** What was known of nights that were thinned. */
  readonly past?: ThinnedPast | undefined;
  readonly trend: KeptTrend;
}

/** What a trend was made from. */
interface Source {
  readonly history: History;
  readonly past: ThinnedPast | undefined;
}

interface KeptPart {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** A cache, which may be removed at any time: it lies where other caches are, not beside the nights that people commit. */
const fileOf = (folder: string, environment: NodeJS.ProcessEnv): string =>
  path.join(
    cacheRootOf(environment),
    'trend',
    `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.json`,
  );

/** What was kept of this history; undefined if there is nothing, or if any of its older bytes is another one. */
export async function keptTrend(
  folder: string,
  { history: { nights }, past }: Source,
  environment: NodeJS.ProcessEnv,
): Promise<KeptTrend | undefined> {
  if (nights.length < fewestNights) return undefined;
  const file = fileOf(folder, environment);
  try {
    checkTrusted(path.dirname(file));
    const kept = JSON.parse(await readFile(file, 'utf8')) as KeptFile;
    if (kept.version !== version || !isDeepStrictEqual(kept.past, past)) return undefined;
    for (const { name, bytes, sha256 } of kept.files)
      if ((await hashOf(path.join(folder, name), bytes)) !== sha256) return undefined;
    return kept.trend;
  } catch {
    return undefined;
  }
}

/** Keeps it for the next night. Where that does not work, the next night takes a second more. */
export async function keepTrend(
  folder: string,
  { history: { nights }, past }: Source,
  trend: KeptTrend,
  environment: NodeJS.ProcessEnv,
): Promise<void> {
  if (nights.length < fewestNights) return;
  const file = fileOf(folder, environment);
  const whole = `${file}.${randomBytes(4).toString('hex')}`;
  try {
    makeTrustedFolder(path.dirname(file));
    const kept: KeptFile = { version, files: await partsOf(folder), past, trend };
    await writeFile(whole, JSON.stringify(kept), { mode: 0o600 });
    await rename(whole, file);
  } catch {
    await rm(whole, { force: true }).catch(() => undefined);
  }
}

async function partsOf(folder: string): Promise<KeptPart[]> {
  const parts: KeptPart[] = [];
  for (const file of await historyFiles(folder)) {
    const { size } = await stat(file);
    parts.push({ name: path.basename(file), bytes: size, sha256: await hashOf(file, size) });
  }
  return parts;
}

/** SHA-256 of the first bytes of a file. */
async function hashOf(file: string, bytes: number): Promise<string> {
  const hash = createHash('sha256');
  const collect = bufferCollector();
  if (bytes > 0)
    for await (const piece of createReadStream(file, { end: bytes - 1 }) as AsyncIterable<Buffer>) {
      collect(piece.length);
      hash.update(piece);
    }
  return hash.digest('hex');
}
