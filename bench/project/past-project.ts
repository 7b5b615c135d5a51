import path from 'node:path';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import type { Strategy } from '../../src/domain/definitions/strategy.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { PastProject } from '../../src/domain/run/job.ts';
import type { ProjectRequest } from '../../src/project/project-request.ts';
import { readProject, type ReadProject } from '../../src/project/read-project.ts';
import { checkoutRef } from '../refs/checkout-ref.ts';
import { commonEdits } from '../refs/common-edits.ts';
import { pairVariants } from '../refs/pair-variants.ts';
import { gitText } from '../sides/commits.ts';
import { secretsOf } from './secrets-of.ts';

/**
 * A project as a commit of its repository has it, in a copy below `target`, under the names that it has now. An edit is the one of now:
 * two states are compared by what changes the same files in both. Throws PAST_GONE.
 */
export async function pastProject(
  request: ProjectRequest,
  now: ReadProject,
  { commit, target }: { readonly commit: string; readonly target: string },
  environment: NodeJS.ProcessEnv,
): Promise<PastProject> {
  const read = await readAt(request, now.app.project.root, commit, target);
  const { edits } = await commonEdits(read.app, now.app);
  const { pairs } = pairVariants(read.variants, now.variants);
  const { variants } = read.app.project;
  const named = pairs.flatMap(({ name, base }) => {
    const variant = variants[base.id];
    return variant === undefined ? [] : [[name, variant] as const];
  });
  const app: AppDefinition = {
    ...read.app,
    ...{ id: now.app.id, title: now.app.title, edits },
    project: { ...read.app.project, name: now.app.project.name, variants: Object.fromEntries(named) },
  };
  const strategies = pairs.map(({ name, base }): Strategy => ({
    ...{ ...base, id: name },
    reruns: Object.fromEntries(Object.values(base.reruns).map((reruns) => [app.id, reruns])),
  }));
  return { app, strategies, secrets: await secretsOf([read], environment) };
}

/** Throws PAST_GONE, whatever it is that cannot be had or read. */
async function readAt(
  request: ProjectRequest,
  root: string,
  commit: string,
  target: string,
): Promise<ReadProject> {
  const known =
    /^[0-9a-f]{7,64}$/.test(commit) &&
    (await gitText(root, ['rev-parse', '--verify', '--quiet', `${commit}^{commit}`]));
  if (!known) throw gone(commit, 'git does not have it');
  const ref = { word: `commit ${commit.slice(0, 12)}`, commit, described: 'of the project' };
  try {
    const place = await checkoutRef(root, ref, path.join(target, path.basename(root)), () => undefined);
    return await readProject({ ...request, root: place, origin: { root, commit } });
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code === 'PAST_GONE') throw error;
    throw gone(commit, error.message, error);
  }
}

const gone = (commit: string, why: string, cause?: unknown): StagebenchError =>
  new StagebenchError(
    'PAST_GONE',
    `The project cannot be had as commit ${commit.slice(0, 12) || 'unknown'} has it: ${why.replace(/\.$/, '')}.`,
    { cause },
  );
