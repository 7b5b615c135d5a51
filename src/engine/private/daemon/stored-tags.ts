import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { PrivatePaths } from '../private-paths.ts';

/** Repositories as the classic image store keeps them: https://github.com/moby/moby/blob/v26.1.5/reference/store.go */
interface StoredRepositories {
  readonly Repositories?: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

/** The tags on an engine that does not run; undefined if that cannot be told from its files. */
export async function storedTags({
  dataRoot,
}: Pick<PrivatePaths, 'dataRoot'>): Promise<readonly string[] | undefined> {
  const file = path.join(dataRoot, 'image', 'overlay2', 'repositories.json');
  try {
    const { Repositories = {} } = JSON.parse(await readFile(file, 'utf8')) as StoredRepositories;
    return Object.values(Repositories).flatMap((tags) => Object.keys(tags));
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'ENOENT' ? [] : undefined;
  }
}
