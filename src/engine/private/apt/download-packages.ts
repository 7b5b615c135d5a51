import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import type { PrivateApt } from './apt.ts';
import type { PackageFile } from './print-uris.ts';
import { sha256OfFile } from './sha256.ts';

/**
 * Brings the package files into the folder. Those that an interrupted run has left there complete are kept; damaged
 * and foreign ones are removed. Every file is checked against the signed hash, whatever apt said.
 */
export async function downloadPackages(
  apt: PrivateApt,
  files: readonly PackageFile[],
  wanted: readonly string[],
  folder: string,
  onProgress: (text: string) => void,
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await removeForeign(files, folder);
  const missing = await removeDamaged(files, folder);
  if (missing.length === 0) return;
  const missingNames = new Set(missing.map((file) => file.name));
  const toFetch = wanted.filter((spec) => missingNames.has(spec.split('/')[0] ?? ''));
  try {
    await apt.download(toFetch, folder, (text) => onProgress(`Downloading ${text}`));
  } finally {
    await removeForeign(files, folder);
  }
  const damaged = await removeDamaged(missing, folder);
  if (damaged.length > 0) {
    throw new StagebenchError(
      'HASH_MISMATCH',
      damaged.map((file) => `${file.fileName} is not what Debian signed.`).join('\n'),
    );
  }
}

/** Removes what is not one of the files: what apt puts aside as damaged, versions that are no longer current. */
async function removeForeign(files: readonly PackageFile[], folder: string): Promise<void> {
  const names = new Set(files.map((file) => file.fileName));
  for (const name of await readdir(folder))
    if (!names.has(name)) await rm(join(folder, name), { recursive: true });
}

/** Removes files whose hash is wrong; gives those that are now missing. */
async function removeDamaged(files: readonly PackageFile[], folder: string): Promise<readonly PackageFile[]> {
  const missing: PackageFile[] = [];
  for (const file of files) {
    const path = join(folder, file.fileName);
    if ((await sha256OfFile(path)) === file.sha256) continue;
    await rm(path, { force: true });
    missing.push(file);
  }
  return missing;
}
