import { readFile, realpath, stat } from 'node:fs/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';

/** A file that is named twice, also by a link, is written once. Throws PAGE_UNREADABLE for what is no file. */
export async function distinct(files: readonly string[]): Promise<string[]> {
  const found = new Map<string, string>();
  for (const file of files) {
    const real = await realpath(file).catch((error: unknown) => {
      throw unreadable(file, error);
    });
    if ((await stat(real)).isDirectory())
      throw new StagebenchError('PAGE_UNREADABLE', `${file} is a folder.`);
    if (!found.has(real)) found.set(real, file);
  }
  return [...found.values()];
}

/** The text of a page, with its byte order mark. Throws PAGE_UNREADABLE for one that could not be written again to the byte. */
export async function pageText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: unknown) => {
    throw unreadable(file, error);
  });
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    throw new StagebenchError('PAGE_UNREADABLE', `${file} is not UTF-8. Nothing was written.`, {
      cause: error,
    });
  }
}

const unreadable = (file: string, error: unknown): StagebenchError =>
  new StagebenchError(
    'PAGE_UNREADABLE',
    `${file} cannot be read: ${(error as NodeJS.ErrnoException).code}.`,
    {
      cause: error,
    },
  );
