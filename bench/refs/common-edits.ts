import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppEdit, EditKind } from '../../src/domain/definitions/app.ts';
import type { ReadProject } from '../../src/project/read-project.ts';

/** The edits of two commits of a project that can be held against each other: those of the newer one that the older one takes. */
export interface CommonEdits {
  readonly edits: readonly AppEdit[];
  /** Kinds that cannot change the same files in both; `variants`: only of these. */
  readonly missing: readonly { readonly kind: EditKind; readonly variants?: readonly string[] }[];
}

export async function commonEdits(base: ReadProject['app'], head: ReadProject['app']): Promise<CommonEdits> {
  const kinds = new Set([...base.edits, ...head.edits].map(({ kind }) => kind));
  const edits: AppEdit[] = [];
  const lost: AppEdit[] = [];
  for (const edit of head.edits) ((await fits(edit, base.project.context)) ? edits : lost).push(edit);
  const isLeft = (wanted: EditKind): boolean => edits.some(({ kind }) => kind === wanted);
  return {
    edits,
    missing: [
      ...[...kinds].filter((kind) => !isLeft(kind)).map((kind) => ({ kind })),
      ...lost
        .filter(({ kind }) => isLeft(kind))
        .map(({ kind, variants }) => ({ kind, ...(variants && { variants }) })),
    ],
  };
}

/** Whether all files that an edit changes lie in a context, and it finds in them what it replaces. */
async function fits({ files, apply }: AppEdit, context: string): Promise<boolean> {
  try {
    for (const file of files) apply(file, await readFile(path.join(context, file), 'utf8'), 'try');
    return true;
  } catch {
    return false;
  }
}
