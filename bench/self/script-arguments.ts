import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What stands behind `node` in an npm script: its memory options count, and must be those that people get. */
export async function scriptArguments(root: string, name: 'bench' | 'stagebench'): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: Record<typeof name, string>;
  };
  return scripts[name].split(' ').slice(1);
}
