import { execaInTime } from '../node/execa-in-time.ts';
import { ownRepository } from '../node/own-repository.ts';

const patienceMs = 5000;

/** So many commits are looked at for the file that was changed last. */
const mostCommits = '300';

export interface GitState {
  readonly commit: string;
  /** Whether files were changed since, or are not known to git. */
  readonly isDirty: boolean;
}

/** Undefined where there is no git, no repository or no commit. */
export async function gitState(root: string): Promise<GitState | undefined> {
  const [head, status] = await Promise.all([
    git(root, 'rev-parse', 'HEAD'),
    git(root, 'status', '--porcelain', '--', '.'),
  ]);
  if (head === undefined || !/^[0-9a-f]{40,64}$/.test(head.trim())) return undefined;
  return { commit: head.trim(), isDirty: status === undefined || status.trim() !== '' };
}

/** The files below a folder that were committed up to a commit, the newest first, relative to it; empty without git. */
export async function committedLately(root: string, commit = 'HEAD'): Promise<string[]> {
  const words = [
    'log',
    `--max-count=${mostCommits}`,
    '--format=',
    '--name-only',
    '-z',
    '--relative',
    '--no-merges',
    commit,
  ];
  const listed = (await git(root, ...words, '--', '.')) ?? '';
  return [...new Set(listed.split('\0').map((name) => name.trim()))].filter((name) => name !== '');
}

/** What git prints; undefined if it fails. It writes nothing: a status would refresh the index of the project. */
async function git(root: string, ...words: readonly string[]): Promise<string | undefined> {
  const result = await execaInTime('git', ['--no-optional-locks', '-C', root, ...words], {
    ...{ reject: false, timeout: patienceMs, stdin: 'ignore', stripFinalNewline: false },
    env: ownRepository,
  });
  return result.failed ? undefined : result.stdout;
}
