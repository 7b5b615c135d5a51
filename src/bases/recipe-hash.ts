import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { BaseRecipe } from './recipes/recipe.ts';
import { mmdebstrapArguments } from './recipes/rootfs.ts';

/**
 * The content address of each recipe: its files, its parents' addresses and, where it uses them, the extra CA
 * certificates. `ordered` has parents first.
 */
export async function recipeHashes(
  root: string,
  ordered: readonly BaseRecipe[],
  extraCa: string,
): Promise<Map<string, string>> {
  const hashes = new Map<string, string>();
  for (const recipe of ordered) {
    const hash = createHash('sha256');
    const folder = path.join(root, recipe.folder);
    for (const file of await filesBelow(folder)) {
      hash
        .update(`${path.relative(folder, file)}\0`)
        .update(await readFile(file))
        .update('\0');
    }
    if (recipe.rootfs !== undefined) hash.update(mmdebstrapArguments(recipe.rootfs, '').join('\0'));
    for (const parent of recipe.parents) hash.update(hashes.get(parent) ?? '');
    if (recipe.trust !== 'none') hash.update(extraCa);
    hashes.set(recipe.name, hash.digest('hex'));
  }
  return hashes;
}

async function filesBelow(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .toSorted();
}

/** Below this name lie all bases that Stagebench puts on an engine. */
export const baseRepository = 'stagebench-base';

/** `node:24-trixie` -> `stagebench-base/node:24-trixie-<address>`. Only the first part of a name may have a port. */
export function baseTag(name: string, hash: string): string {
  const [repository, tag] = splitTag(name);
  return `${baseRepository}/${repository.replace(':', '-')}:${tag}-${hash.slice(0, 12)}`;
}

/** Whether a tag was given by `baseTag` to some content of that base. */
export function isTagOf(name: string, tag: string): boolean {
  const before = baseTag(name, '');
  return tag.startsWith(before) && /^[0-9a-f]{12}$/.test(tag.slice(before.length));
}

/** A colon after the last slash starts the tag; one before it is a port. What follows an at sign is a digest. */
export function splitTag(reference: string): [repository: string, tag: string] {
  const [name = reference] = reference.split('@');
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon === -1 ? [name, 'latest'] : [name.slice(0, colon), name.slice(colon + 1)];
}
