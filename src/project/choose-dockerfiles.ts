import { realpath, stat } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';
import { beginsLikeOne, findDockerfiles, namedLikeOne } from './find-dockerfiles.ts';
import { checkVariantName, variantNames } from './variant-names.ts';

/** One that is compared. */
export interface ChosenDockerfile {
  readonly name: string;
  /** Relative to the folder of the project. */
  readonly file: string;
}

/**
 * The Dockerfiles that are named, else all that are found. Throws NO_DOCKERFILE if there is none, PROJECT_CONFIG for a name
 * that is there twice, and for a path that leads out of the project.
 */
export async function chooseDockerfiles(
  root: string,
  named: readonly string[],
  skipped: readonly string[] = [],
): Promise<ChosenDockerfile[]> {
  if (named.length > 0) return namedDockerfiles(root, named);
  const files = findDockerfiles(root, skipped);
  if (files.length === 0) throw noneIn(root, skipped);
  return [...variantNames(files)].map(([file, name]) => ({ name, file }));
}

function noneIn(root: string, skipped: readonly string[]): StagebenchError {
  const [first] = namedLikeOne(root, skipped);
  const why =
    first === undefined
      ? 'no Dockerfile, Dockerfile.NAME, NAME.Dockerfile or Containerfile, in no folder of it'
      : `${first} ${noDockerfile}`;
  return new StagebenchError('NO_DOCKERFILE', `There is no Dockerfile in ${root}: ${why}.`);
}

async function namedDockerfiles(root: string, named: readonly string[]): Promise<ChosenDockerfile[]> {
  const files = named.map((word) => {
    const [, name, file = word] = /^([^=/]+)=(.+)$/.exec(word) ?? [];
    if (name !== undefined) checkVariantName(name, `--dockerfile ${word}`);
    return { name, file: pathInside(root, file, `--dockerfile ${word}`) };
  });
  const guessed = variantNames(files.flatMap(({ name, file }) => (name === undefined ? [file] : [])));
  const chosen = files.map(({ name, file }) => ({ name: name ?? guessed.get(file) ?? 'default', file }));
  for (const [index, { name, file }] of chosen.entries()) {
    const other = chosen.slice(0, index).find((one) => one.name === name);
    if (other !== undefined)
      throw new StagebenchError(
        'PROJECT_CONFIG',
        `Two Dockerfiles have the name ${name}: ${other.file} and ${file}.`,
      );
    await checkDockerfile(root, file);
  }
  return chosen;
}

const noDockerfile = 'does not begin with FROM, or ARG and then FROM';

/**
 * Throws NO_DOCKERFILE with those that are there, and for a file that is none; PROJECT_CONFIG for one to which a link leads out of the
 * project. `where`: who has named it.
 */
export async function checkDockerfile(root: string, file: string, where = ''): Promise<void> {
  const found = await stat(path.join(root, file)).catch(() => undefined);
  if (found?.isFile()) {
    pathInside(await realpath(root), await realpath(path.join(root, file)), `${where}${file}`);
    if (beginsLikeOne(path.join(root, file))) return;
    throw new StagebenchError('NO_DOCKERFILE', `${where}${file} ${noDockerfile}.`);
  }
  const near = findDockerfiles(root).slice(0, 10);
  throw new StagebenchError(
    'NO_DOCKERFILE',
    `${where}There is no Dockerfile ${file} in ${root}. ${near.length === 0 ? 'There is none at all.' : `There are: ${near.join(', ')}.`}`,
  );
}

/** Relative to the folder of the project. Throws PROJECT_CONFIG if it leads out of it. */
export function pathInside(root: string, named: string, where: string): string {
  const relative = path.relative(root, path.resolve(root, named));
  if (relative !== '..' && !relative.startsWith(`..${path.sep}`) && !path.isAbsolute(relative))
    return relative;
  throw new StagebenchError('PROJECT_CONFIG', `${where}: it lies outside of the project ${root}.`);
}
