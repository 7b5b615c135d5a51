import { isUtf8 } from 'node:buffer';
import { readFile, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { StagebenchError } from '../../domain/errors.ts';

/**
 * Captures the files of an edit in a private copy of the app, and changes them. Resolves with what takes the change back,
 * bytes and times alike. Throws EDIT_FAILED with everything as it was: a file is missing, or the edit changes nothing. Throws
 * RESULTS_NOT_WRITABLE where a change cannot be taken back, as of a copy that somebody has removed: nothing can be measured
 * with it any more.
 */
export async function editApp(
  contextDir: string,
  edit: AppEdit,
  unique: string,
): Promise<() => Promise<void>> {
  const captured: { file: string; bytes: Buffer; atime: Date; mtime: Date }[] = [];
  const undo = async (): Promise<void> => {
    try {
      for (const { file, bytes, atime, mtime } of captured) {
        await writeFile(file, bytes);
        await utimes(file, atime, mtime);
      }
    } catch (error) {
      throw new StagebenchError(
        'RESULTS_NOT_WRITABLE',
        `The ${edit.kind} edit of ${contextDir} cannot be taken back: ${(error as Error).message}.`,
        { cause: error },
      );
    }
  };
  try {
    for (const name of edit.files) {
      const file = path.join(contextDir, name);
      const [bytes, { atime, mtime }] = await Promise.all([readFile(file), stat(file)]);
      const encoding = encodingOf(bytes);
      const text = bytes.toString(encoding);
      const edited = edit.apply(name, text, unique);
      if (edited === text) throw new Error(`it leaves ${name} as it is`);
      captured.push({ file, bytes, atime, mtime });
      await writeFile(file, edited, encoding);
    }
  } catch (error) {
    await undo();
    throw new StagebenchError(
      'EDIT_FAILED',
      `The ${edit.kind} edit of ${contextDir} failed: ${(error as Error).message}.`,
      { cause: error },
    );
  }
  return undo;
}

/** In which a file can be read and written without a byte of it becoming another one. In Latin-1, each byte is a character. */
function encodingOf(bytes: Buffer): 'utf8' | 'utf16le' | 'latin1' {
  if (bytes[0] === 0xff && bytes[1] === 0xfe && bytes.length % 2 === 0) return 'utf16le';
  return isUtf8(bytes) ? 'utf8' : 'latin1';
}
