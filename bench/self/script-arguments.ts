import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** What stands behind `node` in the npm script: its memory options count, and must be those that people get. */
export async function scriptArguments(root: string): Promise<string[]> {
  const { scripts } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8')) as {
    scripts: { stagebench: string };
  };
  return scripts.stagebench.split(' ').slice(1);
}
