import type { Stats } from 'node:fs';
import { lchown, lstat, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * Under sudo, gives the folder of a run and the link to it to whom root works for (sudo(8): SUDO_UID, SUDO_GID), so that he
 * can read what he has measured; also the folder of all results, if root has made that in a folder of his. Does nothing
 * otherwise. What cannot be given stays root's.
 */
export async function handOver(
  folder: string,
  environment: NodeJS.ProcessEnv,
  uid = process.getuid?.(),
): Promise<void> {
  const [user, group] = [environment['SUDO_UID'], environment['SUDO_GID']].map(numberOf);
  if (uid !== 0 || user === undefined || group === undefined) return;
  const results = path.dirname(folder);
  // What lies in a folder comes before it.
  const all = [...(await everythingIn(folder)), folder, path.join(results, 'latest')];
  const [parent, made] = [await look(path.dirname(results)), await look(results)];
  if (made?.uid === 0 && parent?.uid === user) all.push(results);
  for (const one of all) await lchown(one, user, group).catch(() => undefined);
}

const numberOf = (text: string | undefined): number | undefined =>
  text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;

async function everythingIn(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true }).catch(() => []);
  return found.map((name) => path.join(folder, name)).toReversed();
}

const look = (file: string): Promise<Stats | undefined> => lstat(file).catch(() => undefined);
