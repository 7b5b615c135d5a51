import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';

/** What it may be called in rows, in the names of images and of files. */
const isName = /^[a-z0-9]+(?:[._-][a-z0-9]+)*$/;

/** The longest that is still read in a table. */
const longest = 40;

/** A name made of any text: small letters, digits and single dashes. Empty if there is none of these in it. */
export const nameFrom = (text: string): string =>
  text
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/g, '-')
    .replaceAll(/^-+|-+$/g, '')
    .slice(0, longest)
    .replace(/-+$/, '');

/**
 * `Dockerfile.slim`, `slim.Dockerfile` -> slim; `Dockerfile` -> default; `docker/Dockerfile` -> docker. Those that would be
 * called the same get the path before it. By the file, in the order of `files`.
 */
export function variantNames(files: readonly string[]): Map<string, string> {
  const short = files.map(shortName);
  const isTaken = (name: string): boolean => short.filter((other) => other === name).length > 1;
  const names = files.map((file, index) => {
    const name = short[index] ?? '';
    return isTaken(name) ? nameFrom(file.replaceAll(/(docker|container)file/gi, '')) || 'default' : name;
  });
  // Whatever is left alike, as names that differ in what no name keeps.
  return new Map(
    files.map((file, index) => {
      const name = names[index] ?? '';
      const before = names.slice(0, index).filter((other) => other === name).length;
      return [file, before === 0 ? name : `${name}-${before + 1}`];
    }),
  );
}

function shortName(file: string): string {
  const { dir, base } = path.posix.parse(file);
  const own = nameFrom(
    base.replace(/^(docker|container)file[._-]?/i, '').replace(/\.?(docker|container)file$/i, ''),
  );
  return own || nameFrom(path.posix.basename(dir)) || 'default';
}

/** Throws PROJECT_CONFIG for what cannot be the name of a variant. */
export function checkVariantName(name: string, where: string): void {
  if (isName.test(name) && name.length <= longest) return;
  const meant = nameFrom(name);
  throw new StagebenchError(
    'PROJECT_CONFIG',
    `${where}: ${JSON.stringify(name)} cannot be the name of a variant: small letters, digits, and single dots, dashes or underscores between them${meant === '' ? '' : `, e.g. ${meant}`}.`,
  );
}
