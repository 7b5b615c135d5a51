import { readdir, readlink, stat } from 'node:fs/promises';
import path from 'node:path';
import { distance } from 'fastest-levenshtein';
import { StagebenchError } from '../../domain/errors.ts';
import { typedPath } from '../../node/typed-path.ts';
import { unknownName } from '../../plan/select.ts';

const shown = 5;

/**
 * The folder of a run that is named by its folder, its id or `latest`; the newest finished one if it is not named. Throws
 * USAGE for an empty name, UNKNOWN_NAME if there are runs where it should be, but not this one. What is in the folder is not looked at.
 */
export async function findRun(name: string | undefined, results: string): Promise<string> {
  const inResults = path.resolve(results, name ?? 'latest');
  if (name === undefined) return inResults;
  if (name.trim() === '') throw new StagebenchError('USAGE', 'The name of a run is empty.');
  const asFolder = (await isThere(typedPath(name))) ? typedPath(name) : path.resolve(name);
  const isBare = path.basename(name) === name;
  if (isBare && (await isThere(inResults))) return inResults;
  if (await isThere(asFolder)) return asFolder;
  const missing = isBare ? inResults : asFolder;
  const known = await runsIn(path.dirname(missing));
  if (known.length === 0) return missing;
  throw new StagebenchError('UNKNOWN_NAME', unknownRun(path.basename(missing), known), {
    where: path.dirname(missing),
  });
}

/** A run by its own name, where it was named by a link, as `latest` is one. */
export const itself = (folder: string): Promise<string> =>
  readlink(folder).then(
    (target) => path.resolve(path.dirname(folder), target),
    () => folder,
  );

export async function isThere(folder: string): Promise<boolean> {
  return stat(folder).then(
    () => true,
    () => false,
  );
}

async function runsIn(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  const areRuns = await Promise.all(names.map((name) => isThere(path.join(folder, name, 'run.json'))));
  return names.filter((_, index) => areRuns[index]);
}

/** There may be hundreds: only those most like the name are listed. */
function unknownRun(name: string, known: readonly string[]): string {
  const nearest = known.toSorted((a, b) => distance(name, a) - distance(name, b)).slice(0, shown);
  const rest = known.length - nearest.length;
  const text = unknownName('run', name, nearest);
  return rest === 0 ? text : text.replace(/\.$/, ` and ${rest} more.`);
}
