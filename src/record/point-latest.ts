import { readFile, rename, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import type { EngineKind } from '../domain/engine-info.ts';

/**
 * Makes `latest` beside a finished run point to it. What the fake engine made up does not take the place of what was
 * measured. Resolves with whether it points to the run.
 */
export async function pointLatest(folder: string, kind: EngineKind): Promise<boolean> {
  const link = path.join(path.dirname(folder), 'latest');
  if (kind === 'fake' && (await isMeasured(link))) return false;
  await rm(`${link}.new`, { force: true });
  await symlink(path.basename(folder), `${link}.new`);
  await rename(`${link}.new`, link);
  return true;
}

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
