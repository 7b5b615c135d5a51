import { StagebenchError } from '../../src/domain/errors.ts';
import { execaInTime } from '../../src/node/execa-in-time.ts';
import { ownRepository } from '../../src/node/own-repository.ts';

const patienceMs = 30_000;

/** Undefined where git knows nothing. */
export async function gitText(root: string, words: readonly string[]): Promise<string | undefined> {
  const options = { reject: false, timeout: patienceMs, stdin: 'ignore', env: ownRepository } as const;
  const done = await execaInTime('git', ['-C', root, ...words], options);
  return done.failed ? undefined : done.stdout;
}

export const headCommit = (root: string): Promise<string | undefined> => gitText(root, ['rev-parse', 'HEAD']);

/** Commits behind the first one, up to the last one, that touch any of the paths: the oldest first. Throws PAST_GONE if git lacks one. */
export async function commitsBetween(
  root: string,
  first: string,
  last: string,
  paths: readonly string[],
): Promise<string[]> {
  const words = ['rev-list', '--reverse', '--first-parent', `${first}..${last}`, '--', ...paths];
  const found = await gitText(root, words);
  if (found === undefined)
    throw new StagebenchError('PAST_GONE', `git does not know the commits between ${first} and ${last}.`);
  return found.split('\n').filter((line) => line !== '');
}

/** `1a2b3c4d5e6f of 2026-03-02: its subject` */
export const describedCommit = async (root: string, commit: string): Promise<string> =>
  (await gitText(root, ['log', '-1', '--abbrev=12', '--format=%h of %as: %s', commit])) ?? commit;

/** Whether what lies at the paths is what the last commit has there. */
export const isCommitted = async (root: string, paths: readonly string[]): Promise<boolean> =>
  (await gitText(root, ['status', '--porcelain', '--', ...paths])) === '';
