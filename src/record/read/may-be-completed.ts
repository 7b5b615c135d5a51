import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { lostVisits } from '../lost-visits.ts';
import { readRun } from './read-run.ts';

/**
 * Whether a run came to its end without something that another session may bring: an image that works and could not be read, or a
 * sample in the place of a visit that was disturbed. False for one whose rows are damaged: that is told by whoever reads them
 * for more.
 */
export async function mayBeCompleted(folder: string): Promise<boolean> {
  const holds = async (name: string, text: string): Promise<boolean> =>
    (await readFile(path.join(folder, name), 'utf8')).includes(text);
  try {
    // Almost no run has one, and to read all rows of all runs takes seconds.
    const hasUnread = await holds('images.csv', ',unread,');
    const hasDisturbed = await holds('builds.csv', ',disturbed,');
    if (!hasUnread && !hasDisturbed) return false;
    const { images, builds } = await readRun(folder);
    return images.some(({ state }) => state === 'unread') || lostVisits(builds).length > 0;
  } catch {
    return false;
  }
}
