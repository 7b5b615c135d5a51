import { createHash, randomBytes } from 'node:crypto';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted, makeTrustedFolder } from '../../src/engine/private/trust/trusted-folder.ts';
import type { ThinnedPast } from '../../src/record/history/change-points.ts';
import type { History } from '../../src/record/history/history.ts';
import type { KeptTrend } from '../../src/stats/trend/analyse-trend.ts';

/** Raised whenever what is kept, or the rule, changes. */
const version = 11;
/** So short a history is analysed anew sooner than what was kept of it is read. */
const fewestNights = 60;

interface KeptFile {
  readonly version: number;
  /** What was known of nights that were thinned. */
  readonly past?: ThinnedPast | undefined;
  readonly trend: KeptTrend;
}

/** What a trend was made from. */
interface Source {
  readonly history: History;
  readonly past: ThinnedPast | undefined;
}

/** A cache, which may be removed at any time: it lies where other caches are, not beside the nights that people commit. */
const fileOf = (folder: string, environment: NodeJS.ProcessEnv): string =>
  path.join(
    cacheRootOf(environment),
    'trend',
    `${createHash('sha256').update(folder).digest('hex').slice(0, 16)}.json`,
  );

/** What was kept of this history, if there is anything. It says itself of which rows it is: who goes on from there compares them. */
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
    return kept.version === version && isDeepStrictEqual(kept.past, past) ? kept.trend : undefined;
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
    const kept: KeptFile = { version, past, trend };
    await writeFile(whole, JSON.stringify(kept), { mode: 0o600 });
    await rename(whole, file);
  } catch {
    await rm(whole, { force: true }).catch(() => undefined);
  }
}
