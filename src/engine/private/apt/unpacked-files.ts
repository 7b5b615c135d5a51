import { readFile, readdir, readlink, realpath, writeFile } from 'node:fs/promises';
import { join, relative } from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import { checkTrusted } from '../trust/trusted-folder.ts';
import { sha256OfFile } from './sha256.ts';

const recordName = 'stagebench-files.json';

/** By path below the root: the SHA-256 of a file, or where a link leads (`-> TARGET`). */
type Files = Readonly<Record<string, string>>;

/** Writes down what was unpacked from packages that apt has just verified. */
export async function recordFiles(root: string): Promise<void> {
  await writeFile(join(root, recordName), JSON.stringify(await filesBelow(root), undefined, 1));
}

/** Whether there is a record. Packages that an older Stagebench has unpacked have none. */
export async function isRecorded(root: string): Promise<boolean> {
  return readFile(join(root, recordName)).then(
    () => true,
    () => false,
  );
}

/**
 * Holds everything that was unpacked behind a `current` link against the record; 300 MB take about a second. Throws
 * PACKAGES_CHANGED, CACHE_NOT_TRUSTED.
 */
export async function checkFiles(current: string): Promise<void> {
  checkTrusted(current);
  const recorded = JSON.parse(await readFile(join(current, recordName), 'utf8')) as Files;
  const root = await realpath(current);
  const found = await filesBelow(root);
  const paths = [...new Set([...Object.keys(recorded), ...Object.keys(found)])];
  const changed = paths.filter((path) => recorded[path] !== found[path]).toSorted();
  if (changed.length === 0) return;
  const named = changed.slice(0, 5).map((path) => `${path} (${whatHappened(recorded[path], found[path])})`);
  const more = changed.length > named.length ? [`and ${changed.length - named.length} more`] : [];
  throw new StagebenchError(
    'PACKAGES_CHANGED',
    [
      `In ${root} some files have changed since they were unpacked from verified packages:`,
      ...named,
      ...more,
    ].join('\n  '),
  );
}

function whatHappened(recorded: string | undefined, found: string | undefined): string {
  if (recorded === undefined) return 'was added';
  return found === undefined ? 'is gone' : 'has changed';
}

async function filesBelow(root: string): Promise<Files> {
  const files: Record<string, string> = {};
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    const name = relative(root, path);
    if (entry.isDirectory() || name === recordName) continue;
    files[name] = entry.isSymbolicLink()
      ? `-> ${await readlink(path)}`
      : ((await sha256OfFile(path)) ?? 'is gone');
  }
  return files;
}
