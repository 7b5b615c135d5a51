import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { textIfThere } from '../context/text-if-there.ts';
import { configName } from './config-words.ts';
import type { FoundConfig } from './parse-config.ts';

/** What the stagebench.json of a project says; undefined if there is none. Throws PROJECT_CONFIG. */
export async function readConfig(root: string): Promise<FoundConfig | undefined> {
  const file = path.join(root, configName);
  const text = await textIfThere(file, 'PROJECT_CONFIG');
  if (text === undefined) return undefined;
  // Only here: most projects have none, and what checks it takes a tenth of a second to load.
  const { parseConfig } = await import('./parse-config.ts');
  try {
    return parseConfig(file, text);
  } catch (error) {
    // The stack has no room for it.
    if (!(error instanceof RangeError)) throw error;
    throw new StagebenchError('PROJECT_CONFIG', `${file} cannot be read: it is nested too deeply.`);
  }
}
