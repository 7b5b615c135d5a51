import { lstat, readFile, realpath } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { nearestAbove, type Written } from './write-files.ts';

/** The first line of each chart. A file with another one is somebody else's. */
const madeByUs = /^<!-- Made by stagebench \(/;

/**
 * The file of a chart beside a page, as it is and as it is to be. `where` begins a message. Throws MARKER_UNREADABLE for a file outside of
 * the repository of the page (or of its folder, if it is in none), a link, and a file that Stagebench has not made or cannot read.
 */
export async function chartFile(page: string, target: string, svg: string, where: string): Promise<Written> {
  const file = path.join(path.dirname(page), target);
  const refuse = (why: string): never => {
    throw new StagebenchError('MARKER_UNREADABLE', `${where} names ${file}, ${why}.`);
  };
  const folder = await realpath(path.dirname(page));
  const root = await repositoryOf(folder);
  const place =
    (await placeOf(path.resolve(folder, target))) ?? refuse('which lies behind a link to nothing');
  if (!isBelow(root, place)) refuse(`which lies outside of ${root}`);
  const found = await lstat(place).catch(() => undefined);
  const chart = { file, place, text: svg, stale: [], where };
  if (found === undefined) return { ...chart, before: undefined };
  if (found.isSymbolicLink()) refuse('which is a link: it is not followed');
  if (!found.isFile()) refuse('which is no file');
  const before = await readFile(place, 'utf8').catch((error: unknown) =>
    refuse(`which cannot be read: ${(error as NodeJS.ErrnoException).code}`),
  );
  if (!madeByUs.test(before)) refuse('which Stagebench has not made: it is not overwritten');
  return { ...chart, before };
}

/** The top of the repository that a folder is in; the folder itself if it is in none. */
async function repositoryOf(folder: string): Promise<string> {
  for (let above = folder; ; above = path.dirname(above)) {
    const isTop = await lstat(path.join(above, '.git')).then(
      () => true,
      () => false,
    );
    if (isTop) return above;
    if (above === path.dirname(above)) return folder;
  }
}

/** Where a file really lies, or would lie: all links above it are followed. Undefined behind a link to nothing. */
async function placeOf(file: string): Promise<string | undefined> {
  const above = await nearestAbove(file);
  const real = await realpath(above).catch(() => undefined);
  return real && path.join(real, path.relative(above, file));
}

function isBelow(root: string, place: string): boolean {
  const way = path.relative(root, place);
  return way !== '..' && !way.startsWith(`..${path.sep}`) && !path.isAbsolute(way);
}
