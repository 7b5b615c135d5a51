import { cp, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import { sentFiles } from '../../src/project/context/sent-files.ts';
import { fullerFile, hashOfSources, notSources } from '../definitions.ts';
import { contextOf } from '../sample-folders.ts';

interface Data {
  readonly folder: string;
  /** The files that are only code, and compiled; `none` where a run or a base is named by the hash of the whole folder. */
  readonly code: 'all' | 'beside folders' | 'none';
}

const data: readonly Data[] = [
  { folder: 'bench/control', code: 'none' },
  { folder: 'strategies', code: 'all' },
  { folder: 'src/bases/recipes', code: 'beside folders' },
  { folder: 'src/bases/trusting', code: 'none' },
];

/** Copies of a sample what its builds get and what edits change, and says which hashes it has with the rest, such as its tests. */
async function copySample(root: string, target: string, app: AppDefinition): Promise<void> {
  const [from, to] = [root, target].map((place) => contextOf(place, app)) as [string, string];
  const variants = { any: { dockerfile: path.join(from, 'Dockerfile') } };
  const sent = await sentFiles({ context: from, variants, skipped: [] });
  const names = new Set([
    '.dockerignore',
    ...sent.filter(({ kind }) => kind === 'file').map((one) => one.name),
    ...app.edits.flatMap(({ files }) => files),
    ...app.lockfiles,
  ]);
  for (const name of names) await cp(path.join(from, name), path.join(to, name));
  const locks = new Set(app.lockfiles);
  // As a run (all of it) and a night (sources and lockfiles apart) ask for them.
  const parts = [undefined, (file: string) => !locks.has(file), (file: string) => locks.has(file)];
  const hashes = parts.map(async (isMeant) => [
    await hashOfSources(to, isMeant),
    await hashOfSources(from, isMeant),
  ]);
  await writeFile(fullerFile(to), JSON.stringify(Object.fromEntries(await Promise.all(hashes))));
}

/** Copies what is built, and read while a command runs, at the same place below `target` as in the checkout. */
export async function copyDataFiles(
  root: string,
  target: string,
  apps: readonly AppDefinition[],
): Promise<void> {
  for (const app of apps) await copySample(root, target, app);
  for (const { folder, code } of data) {
    const from = path.join(root, folder);
    const isCode = (file: string): boolean =>
      file.endsWith('.ts') && (code === 'all' || (code === 'beside folders' && path.dirname(file) === from));
    await cp(from, path.join(target, folder), {
      recursive: true,
      filter: (file) => !notSources.has(path.basename(file)) && !isCode(file),
    });
  }
}
