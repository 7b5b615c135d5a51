import path from 'node:path';
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

/** In words why not, where no commit is found. What Stagebench itself has written is no change: `skipped` are folders of results. */
export async function gitState(root: string, skipped: readonly string[]): Promise<GitState | string> {
  const ours = skipped
    .map((folder) => path.relative(root, folder))
    .filter((name) => name !== '' && !/^\.\.|^\//.test(name));
  const [head, status] = await Promise.all([
    asked(root, 'rev-parse', 'HEAD'),
    git(
      ...[root, 'status', '--porcelain', '--', '.', ':(exclude,glob)**/stagebench-results/**'],
      ...ours.map((name) => `:(exclude,literal)${name}`),
    ),
  ]);
  const commit = head.stdout.trim();
  if (!head.failed) return { commit, isDirty: status === undefined || status.trim() !== '' };
  if (commit === 'HEAD') return 'no commit of git yet';
  return /^fatal: (.*?)(?: \(| at '|\n|$)/.exec(head.stderr)?.[1] ?? 'git cannot be asked';
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

/** What git prints; undefined if it fails. */
async function git(root: string, ...words: readonly string[]): Promise<string | undefined> {
  const result = await asked(root, ...words);
  return result.failed ? undefined : result.stdout;
}

/** It writes nothing: a status would refresh the index of the project. */
const asked = (root: string, ...words: readonly string[]) =>
  execaInTime('git', ['--no-optional-locks', '-C', root, ...words], {
    ...{ reject: false, timeout: patienceMs, stdin: 'ignore', stripFinalNewline: false },
    env: { ...ownRepository, LC_ALL: 'C' },
  });
