import { mkdir, realpath, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { InitFile } from './init-files.ts';

/** Writes those files that are not there, and resolves with the others. Throws OUTPUT_UNWRITTEN, also where a link leads out of the folder. */
export async function writeNewFiles(folder: string, files: readonly InitFile[]): Promise<InitFile[]> {
  const kept: InitFile[] = [];
  for (const below of new Set(files.map(({ file }) => path.dirname(file))))
    await refuseOutside(folder, below);
  for (const one of files) {
    const target = path.join(folder, one.file);
    await mkdir(path.dirname(target), { recursive: true }).catch((error: unknown) => {
      throw unwritten(target, error);
    });
    // `wx` also refuses a link, wherever it leads.
    await writeFile(target, one.text, { flag: 'wx' }).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw unwritten(target, error);
      kept.push(one);
    });
  }
  return kept;
}

/** Before anything is written: `docker` may be a link to what belongs to other projects. One that is not there yet is none. */
async function refuseOutside(folder: string, below: string): Promise<void> {
  const target = path.join(folder, below);
  const real = await realpath(target).catch((error: unknown) => {
    if (codeOf(error) !== 'ENOENT') throw unwritten(target, error);
    return undefined;
  });
  const inside = real === undefined ? '' : path.relative(await realpath(folder), real);
  if (inside !== '..' && !inside.startsWith(`..${path.sep}`)) return;
  throw new StagebenchError(
    'OUTPUT_UNWRITTEN',
    `Nothing was written: ${target} is a link that leads out of the project, to ${real}.`,
  );
}

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const unwritten = (target: string, cause: unknown): StagebenchError =>
  new StagebenchError('OUTPUT_UNWRITTEN', `${target} could not be written: ${codeOf(cause)}.`, { cause });
