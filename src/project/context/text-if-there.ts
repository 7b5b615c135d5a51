import { readFile, stat } from 'node:fs/promises';
import { StagebenchError, type ErrorCode } from '../../domain/errors.ts';

/** The text of a file; undefined if there is none. Throws `fails` for what cannot be read, and for a pipe: it would be waited for. */
export async function textIfThere(file: string, fails: ErrorCode): Promise<string | undefined> {
  let code: string | undefined = 'it is no file';
  try {
    if ((await stat(file)).isFile()) return await readFile(file, 'utf8');
  } catch (error) {
    ({ code } = error as NodeJS.ErrnoException);
    if (code === 'ENOENT') return undefined;
  }
  throw new StagebenchError(fails, `${file} cannot be read: ${code ?? 'unknown'}.`);
}
