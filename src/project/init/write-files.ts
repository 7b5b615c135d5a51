import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { InitFile } from './init-files.ts';

/** Writes those files that are not there, and resolves with the others. Throws OUTPUT_UNWRITTEN. */
export async function writeNewFiles(folder: string, files: readonly InitFile[]): Promise<InitFile[]> {
  const kept: InitFile[] = [];
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

const codeOf = (error: unknown): string | undefined => (error as NodeJS.ErrnoException).code;

const unwritten = (target: string, cause: unknown): StagebenchError =>
  new StagebenchError('OUTPUT_UNWRITTEN', `${target} could not be written: ${codeOf(cause)}.`, { cause });
