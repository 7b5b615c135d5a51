import { readFile } from 'node:fs/promises';

/** The last lines of the daemon's log, without the noise of containerd loading its plugins. */
export async function logTail(file: string, lines = 12): Promise<readonly string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  const useful = text
    .split('\n')
    .filter((line) => line !== '' && !/(skip )?loading plugin|level=debug/.test(line));
  return useful.slice(-lines);
}
