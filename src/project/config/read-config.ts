import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { configName } from './config-words.ts';
import type { FoundConfig } from './parse-config.ts';

/** What the stagebench.json of a project says; undefined if there is none. Throws PROJECT_CONFIG. */
export async function readConfig(root: string): Promise<FoundConfig | undefined> {
  const file = path.join(root, configName);
  const text = await readFile(file, 'utf8').catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new StagebenchError('PROJECT_CONFIG', `${file} cannot be read: ${code ?? 'unknown'}.`);
  });
  if (text === undefined) return undefined;
  // Only here: most projects have none, and what checks it takes a tenth of a second to load.
  const { parseConfig } = await import('./parse-config.ts');
  return parseConfig(file, text);
}
