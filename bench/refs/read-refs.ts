import { existsSync } from 'node:fs';
import path from 'node:path';
import type { AppEdit } from '../../src/domain/definitions/app.ts';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import type { Strategy } from '../../src/domain/definitions/strategy.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { gitState } from '../../src/project/git-state.ts';
import type { ProjectRequest } from '../../src/project/project-request.ts';
import { folderOf, readProject, type ReadProject } from '../../src/project/read-project.ts';
import { checkoutRef } from './checkout-ref.ts';
import { commonEdits } from './common-edits.ts';
import { findRefs, isSameTree, type Ref } from './find-refs.ts';
import { pairVariants, type VariantPair } from './pair-variants.ts';

/** A project as it is in two commits. */
export interface ReadRefs {
  readonly base: Ref & { readonly project: ReadProject };
  readonly head: Ref & { readonly project: ReadProject };
  /** The Dockerfiles that both have. */
  readonly pairs: readonly VariantPair[];
  /** What the reader of a comparison must know; one sentence each. */
  readonly notes: readonly string[];
  readonly isSameTree: boolean;
}

/**
 * Reads a project as it is in two commits, each in a private copy below `temporary`. Throws what `findRefs`, `checkoutRef` and
 * `readProject` throw, and REFS_ALIKE if they have no Dockerfile in common.
 */
export async function readRefs(
  request: ProjectRequest,
  words: { readonly base: string; readonly head: string },
  temporary: string,
): Promise<ReadRefs> {
  const root = await folderOf(request.root);
  const refs = await findRefs(root, words);
  const notes = await dirtyNotes(root, request.skipped);
  const read = async (side: 'base' | 'head', other?: ReadProject): Promise<ReadProject> => {
    const ref = refs[side];
    const target = path.join(temporary, side, path.basename(root));
    const place = await checkoutRef(root, ref, target, (text) => notes.push(text));
    const dockerfiles = thoseThere(request.dockerfiles, place, ref);
    for (const word of request.dockerfiles.filter((one) => !dockerfiles.includes(one)))
      notes.push(`${word} is not in ${ref.word}: it is not compared`);
    const origin = { root, commit: ref.commit };
    const shared = other && { isShared: other.copies };
    return readProject({ ...request, root: place, dockerfiles, origin, ...shared }).catch(
      (error: unknown) => {
        if (!(error instanceof StagebenchError)) throw error;
        const where = `${ref.word}, ${ref.described}`;
        throw new StagebenchError(error.code, error.message, { where, cause: error });
      },
    );
  };
  const base = await read('base');
  const head = await read('head', base);
  const { pairs, onlyBase, onlyHead } = pairVariants(base.variants, head.variants);
  const only = [...onlyNotes(refs.base, onlyBase), ...onlyNotes(refs.head, onlyHead)];
  if (pairs.length === 0)
    throw new StagebenchError('REFS_ALIKE', `The two have no Dockerfile in common: ${only.join('; ')}.`);
  const { edits: common, missing } = await commonEdits(base.app, head.app);
  const edits = common.map((edit) => withBaseNames(edit, pairs));
  notes.push(
    ...only,
    ...missing.map(
      ({ kind, variants }) =>
        `edit-${kind} is not measured${variants === undefined ? '' : ` of ${variants.join(', ')}`}: it cannot change the same files in both`,
    ),
  );
  const isBase = { isBase: true } as const;
  return {
    base: {
      ...refs.base,
      project: {
        ...base,
        app: { ...base.app, edits, project: { ...base.app.project, ...isBase } },
      },
    },
    head: { ...refs.head, project: { ...head, app: { ...head.app, edits } } },
    ...{ pairs, notes, isSameTree: await isSameTree(root, refs.base, refs.head) },
  };
}

/** The older commit may have another name for a variant that an edit is made for. */
function withBaseNames(edit: AppEdit, pairs: readonly VariantPair[]): AppEdit {
  const { variants } = edit;
  if (variants === undefined) return edit;
  const ofBase = pairs.filter(({ head }) => variants.includes(head.id)).map(({ base }) => base.id);
  return { ...edit, variants: [...new Set([...variants, ...ofBase])] };
}

async function dirtyNotes(root: string, skipped: readonly string[]): Promise<string[]> {
  const state = await gitState(root, skipped);
  if (typeof state === 'string' || !state.isDirty) return [];
  return ['files of the project were changed and not committed: measured is what is committed'];
}

/** Of the Dockerfiles that were named, those of a commit. Throws NO_DOCKERFILE if it has none of them. */
function thoseThere(named: readonly string[], place: string, { word, described }: Ref): string[] {
  const there = named.filter((one) => existsSync(path.join(place, one.replace(/^[^=/]+=/, ''))));
  if (there.length > 0 || named.length === 0) return there;
  throw new StagebenchError('NO_DOCKERFILE', `${word}, ${described}, has no ${named.join(' and no ')}.`);
}

const onlyNotes = ({ word }: Ref, variants: readonly Strategy[]): string[] =>
  variants.map(({ title }) => `${title} is only in ${word}: it is not compared`);

/** What is built of a pair, under a name for each commit. */
export const armsOf = ({ name, base, head }: VariantPair, refs: ReadRefs): { base: Arm; head: Arm } => ({
  base: {
    ...{ id: `${name}-base`, title: `${base.title} of ${refs.base.word}` },
    ...{ dockerfilesOf: base.id, reruns: base.reruns },
  },
  head: {
    ...{ id: `${name}-head`, title: `${head.title} of ${refs.head.word}` },
    ...{ dockerfilesOf: head.id, reruns: head.reruns, baseline: `${name}-base` },
  },
});
