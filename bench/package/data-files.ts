import { cp } from 'node:fs/promises';
import path from 'node:path';
import { notSources } from '../definitions.ts';

interface Data {
  readonly folder: string;
  /** The files that are only code, and compiled; `none` where a run or a base is named by the hash of the whole folder. */
  readonly code: 'all' | 'beside folders' | 'none';
}

const data: readonly Data[] = [
  { folder: 'sample-apps', code: 'none' },
  { folder: 'bench/control', code: 'none' },
  { folder: 'strategies', code: 'all' },
  { folder: 'src/bases/recipes', code: 'beside folders' },
  { folder: 'src/bases/trusting', code: 'none' },
];

/** Copies what is built, and read while a command runs, at the same place below `target` as in the checkout. */
export async function copyDataFiles(root: string, target: string): Promise<void> {
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
