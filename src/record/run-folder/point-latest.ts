import { randomBytes } from 'node:crypto';
import { lstat, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { EngineKind } from '../../domain/engine-info.ts';

/**
 * Makes `latest` beside a finished run point to it. What the fake engine made up does not take the place of what was
 * measured. Resolves with whether it points to the run. Throws LATEST_TAKEN if something else has the name.
 */
export async function pointLatest(folder: string, kind: EngineKind): Promise<boolean> {
  const results = path.dirname(folder);
  const link = path.join(results, 'latest');
  if (kind === 'fake' && (await isMeasured(link))) return false;
  await refuseTakenLatest(results);
  // A name of its own: of two runs that end at once each moves its own link.
  const fresh = path.join(results, `.latest-${randomBytes(4).toString('hex')}`);
  try {
    await symlink(path.basename(folder), fresh);
    await rename(fresh, link);
  } finally {
    await rm(fresh, { force: true });
  }
  return true;
}

/** Throws LATEST_TAKEN if `latest` in a folder of results is anything but a link: it could never point to a run. */
export async function refuseTakenLatest(results: string): Promise<void> {
  const link = path.join(results, 'latest');
  const found = await lstat(link).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  });
  if (found === undefined || found.isSymbolicLink()) return;
  throw new StagebenchError(
    'LATEST_TAKEN',
    `${link} is a ${found.isDirectory() ? 'folder' : 'file'}: it has the name of the link to the newest finished run.`,
  );
}

/** The name that `latest` in a folder of results points to; undefined if it points nowhere. */
export const latestIn = (results: string): Promise<string | undefined> =>
  readlink(path.join(results, 'latest')).catch(() => undefined);

/** A run that cannot be read may have been measured. */
async function isMeasured(folder: string): Promise<boolean> {
  try {
    const text = await readFile(path.join(folder, 'run.json'), 'utf8');
    const { engine } = JSON.parse(text) as { engine?: { kind?: unknown } };
    return engine?.kind !== 'fake';
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ENOENT';
  }
}
