import { mkdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { execaInTime } from '../../src/node/execa-in-time.ts';
import { ownRepository } from '../../src/node/own-repository.ts';
import { StagebenchError } from '../../src/domain/errors.ts';

const patienceMs = 60_000;

/**
 * Writes folders of a commit below `target`, and touches neither the checkout nor its index. Resolves with where the checkout's root lies
 * there: the checkout may be a folder of a larger repository. Throws PAST_GONE if git has no such commit, or if the commit has none of the
 * folders.
 */
export async function checkoutOfCommit(
  root: string,
  commit: string,
  folders: readonly string[],
  target: string,
): Promise<string> {
  await mkdir(target, { recursive: true, mode: 0o700 });
  const index = `${target}.index`;
  const environment = { ...ownRepository, GIT_INDEX_FILE: index };
  const git = async (words: readonly string[], input = ''): Promise<string> => {
    const done = await execaInTime('git', ['-C', root, ...words], {
      ...{ reject: false, timeout: patienceMs, env: environment, input },
    });
    if (done.failed) throw gone(commit, done.timedOut ? 'git takes too long' : await reasonOf(root, commit));
    return done.stdout;
  };
  if (!/^[0-9a-f]{7,64}$/.test(commit)) throw gone(commit, 'nobody wrote down which one it was');
  await git(['read-tree', commit]);
  const files = await git(['ls-files', '-z', '--', ...folders]);
  if (files === '') throw gone(commit, `it has nothing in ${folders.join(' and ')}`);
  // A submodule's would lie among the files of what it is a part of.
  const checkedOut = git(
    ['checkout-index', '-z', '--stdin', `--prefix=${path.resolve(target)}${path.sep}`],
    files,
  );
  await checkedOut.finally(() => rm(index, { force: true }));
  return path.join(target, (await git(['rev-parse', '--show-prefix'])).trim());
}

/** Why git failed, in words that somebody understands who does not know what it does here. */
async function reasonOf(root: string, commit: string): Promise<string> {
  const works = async (words: readonly string[]): Promise<boolean> =>
    !(
      await execaInTime('git', ['-C', root, ...words], {
        ...{ reject: false, timeout: patienceMs, env: ownRepository },
      })
    ).failed;
  if (!(await works(['rev-parse', '--git-dir']))) return 'this checkout is no repository of git';
  if (!(await works(['cat-file', '-e', `${commit}^{commit}`]))) return 'git does not have it';
  return 'git could not write them, or has only a part of them';
}

const gone = (commit: string, why: string): StagebenchError =>
  new StagebenchError('PAST_GONE', `The files of commit ${commit || 'unknown'} cannot be had: ${why}.`);
