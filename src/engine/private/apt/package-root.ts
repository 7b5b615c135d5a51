import { createHash } from 'node:crypto';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { StagebenchError } from '../../../domain/errors.ts';
import { execaInTime, wasInterrupted } from '../../../node/execa-in-time.ts';
import type { ProvisionContext } from './apt.ts';
import type { PackageFile } from './print-uris.ts';
import { isRecorded, recordFiles } from './unpacked-files.ts';

/** How long one package may take to be unpacked; ms. */
const unpackMs = 900_000;

const listName = 'stagebench-packages.json';

/** The packages unpacked behind a `current` link; undefined unless they are complete. Two small files are read. */
export async function installedPackages(current: string): Promise<readonly PackageFile[] | undefined> {
  try {
    if (!(await isRecorded(current))) return undefined;
    return JSON.parse(await readFile(join(current, listName), 'utf8')) as PackageFile[];
  } catch (error) {
    if (['ENOENT', 'ENOTDIR'].includes((error as NodeJS.ErrnoException).code ?? '')) return undefined;
    throw error;
  }
}

/**
 * Unpacks package files beside `current` and makes `current` point to them. The steps are: unpack into a temporary
 * folder, rename it to a name made of its content, replace the link. Until the last one nobody sees anything new, and
 * an interruption at any point leaves only a temporary folder, which the next call removes.
 */
export async function unpackPackages(
  current: string,
  folder: string,
  files: readonly PackageFile[],
  context: ProvisionContext,
): Promise<void> {
  const roots = join(dirname(current), 'roots');
  await mkdir(roots, { recursive: true });
  const temporary = join(roots, '.unpacking');
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary);
  for (const file of files) {
    context.onProgress?.(`Unpacking ${file.name} ${file.version}`);
    await dpkgExtract(join(folder, file.fileName), temporary, context);
  }
  await writeFile(join(temporary, listName), JSON.stringify(files, undefined, 1));
  await recordFiles(temporary);
  const root = join(roots, fingerprint(files));
  await rm(root, { recursive: true, force: true });
  await rename(temporary, root);
  await replaceLink(join('roots', basename(root)), current);
  for (const name of await readdir(roots))
    if (name !== basename(root)) await rm(join(roots, name), { recursive: true });
}

/** Unpacks one .deb file. Nothing of it is run. */
async function dpkgExtract(deb: string, into: string, { env, signal }: ProvisionContext): Promise<void> {
  const options = {
    ...{ env, extendEnv: false, reject: false, timeout: unpackMs },
    ...(signal && { cancelSignal: signal }),
  } as const;
  const result = await execaInTime('dpkg', ['-x', deb, into], options);
  if (wasInterrupted(result, signal))
    throw new StagebenchError('INTERRUPTED', 'Unpacking was interrupted; the downloads are kept.');
  if (result.failed)
    throw new StagebenchError(
      'PROVISION_FAILED',
      `dpkg -x ${deb} failed:\n  ${result.stderr || result.message}`,
    );
}

/** A name for exactly these packages. */
const fingerprint = (files: readonly PackageFile[]): string =>
  createHash('sha256')
    .update(
      files
        .map((file) => file.sha256)
        .sort()
        .join('\n'),
    )
    .digest('hex')
    .slice(0, 12);

/** Points a link elsewhere in one step. */
async function replaceLink(target: string, link: string): Promise<void> {
  const temporary = `${link}.new`;
  await rm(temporary, { force: true });
  await symlink(target, temporary);
  await rename(temporary, link);
}
