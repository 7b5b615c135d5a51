import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { AppEdit, EditKind } from '../../src/domain/definitions/app.ts';
import type { ReadProject } from '../../src/project/read-project.ts';

/** The edits of two commits of a project that can be held against each other. */
export interface CommonEdits {
  readonly base: readonly AppEdit[];
  readonly head: readonly AppEdit[];
  /** Kinds that only one of the two has. */
  readonly missing: readonly EditKind[];
  /** Kinds that change other files in one than in the other. */
  readonly other: readonly EditKind[];
}

/** Edits the same files in both commits, wherever the older one has them; else each its own. */
export async function commonEdits(base: ReadProject['app'], head: ReadProject['app']): Promise<CommonEdits> {
  const kinds = [...new Set([...base.edits, ...head.edits].map(({ kind }) => kind))];
  const found = await Promise.all(
    kinds.map(async (kind) => {
      const own = base.edits.find((edit) => edit.kind === kind);
      const wanted = head.edits.find((edit) => edit.kind === kind);
      const isShared = wanted !== undefined && (await fits(wanted, base.project.context));
      return { kind, base: isShared ? wanted : own, head: wanted, isShared };
    }),
  );
  const both = found.flatMap((one) =>
    one.base === undefined || one.head === undefined ? [] : [{ ...one, base: one.base, head: one.head }],
  );
  return {
    base: both.map((one) => one.base),
    head: both.map((one) => one.head),
    missing: kinds.filter((kind) => !both.some((one) => one.kind === kind)),
    other: both
      .filter((one) => !one.isShared && one.base.files.join() !== one.head.files.join())
      .map(({ kind }) => kind),
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
