import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { readRun } from './read-run.ts';

/**
 * Whether a run came to its end with an image that works and could not be read: another session may read it. False for one
 * whose rows are damaged: that is told by whoever reads them for more.
 */
export async function hasUnreadImage(folder: string): Promise<boolean> {
  try {
    // Almost no run has one, and to read all rows of all runs takes seconds.
    if (!(await readFile(path.join(folder, 'images.csv'), 'utf8')).includes(',unread,')) return false;
    return (await readRun(folder)).images.some(({ state }) => state === 'unread');
  } catch {
    return false;
  }
}
