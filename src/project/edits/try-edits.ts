import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppEdit } from '../../domain/definitions/app.ts';
import { StagebenchError } from '../../domain/errors.ts';

/** Makes each edit once, and writes nothing. Throws PROJECT_UNREADABLE for a file that is not what its name says, as a manifest that is no JSON. */
export async function tryEdits(context: string, edits: readonly AppEdit[]): Promise<void> {
  for (const { kind, files, apply } of edits)
    for (const name of files) {
      // Who copies the context says why a file cannot be read.
      const text = await readFile(path.join(context, name), 'utf8').catch(() => undefined);
      try {
        if (text !== undefined) apply(name, text, 'tried');
      } catch (error) {
        const why = (error as Error).message;
        throw new StagebenchError(
          'PROJECT_UNREADABLE',
          `${path.join(context, name)} cannot be read, so edit-${kind} cannot change it: ${why}.`,
          { cause: error },
        );
      }
    }
}
