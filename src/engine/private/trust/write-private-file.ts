import { chmod, writeFile } from 'node:fs/promises';

/** Writes a file that only its user reads, also where an earlier one lies that everybody could: it may hold an address with a password. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await chmod(file, 0o600).catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  });
  await writeFile(file, text, { mode: 0o600 });
}
