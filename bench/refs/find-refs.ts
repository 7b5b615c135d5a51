import { existsSync } from 'node:fs';
import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import { shellWord } from '../../src/domain/shell-word.ts';
import { execaInTime } from '../../src/node/execa-in-time.ts';
import { ownRepository } from '../../src/node/own-repository.ts';
import { likelyMeant } from '../../src/plan/select.ts';
import { describedCommit, gitText } from '../sides/commits.ts';

const patienceMs = 30_000;

/** So many names are listed where one is unknown. */
const mostListed = 20;

/** One of the two commits of a repository that are compared. */
export interface Ref {
  /** As it was typed. */
  readonly word: string;
  readonly commit: string;
  /** `1a2b3c4d5e6f of 2026-03-02: its subject` */
  readonly described: string;
}

/**
 * The two commits that words name in the repository of a folder. Throws NOT_A_REPOSITORY, REF_UNKNOWN with the name that was likely
 * meant or with the command that fetches it, and REFS_ALIKE for one commit twice.
 */
export async function findRefs(
  folder: string,
  words: { readonly base: string; readonly head: string },
): Promise<{ readonly base: Ref; readonly head: Ref }> {
  await refuseNoRepository(folder);
  const base = await findRef(folder, words.base);
  const head = await findRef(folder, words.head);
  if (base.commit !== head.commit) return { base, head };
  throw new StagebenchError(
    'REFS_ALIKE',
    `${base.word} and ${head.word} are the same commit, ${head.described}.`,
  );
}

async function refuseNoRepository(folder: string): Promise<void> {
  const words = ['-C', folder, 'rev-parse', '--is-inside-work-tree'];
  const asked = await execaInTime('git', words, {
    ...{ reject: false, timeout: patienceMs, stdin: 'ignore', env: ownRepository },
  });
  if (!asked.failed && asked.stdout === 'true') return;
  // Git may also refuse a folder of another user: it says so.
  const why = asked.stderr === '' ? asked.shortMessage : asked.stderr.split('\n')[0];
  throw new StagebenchError('NOT_A_REPOSITORY', `${folder} is no checkout of git: ${why ?? 'no answer'}.`);
}

async function findRef(folder: string, word: string): Promise<Ref> {
  const commit = await gitText(folder, [
    ...['rev-parse', '--verify', '--quiet', '--end-of-options', `${word}^{commit}`],
  ]);
  if (commit === undefined) throw new StagebenchError('REF_UNKNOWN', await unknownText(folder, word));
  return { word, commit, described: await describedCommit(folder, commit) };
}

async function unknownText(folder: string, word: string): Promise<string> {
  const listed = await gitText(folder, [
    'for-each-ref',
    '--format=%(refname:short)',
    '--sort=-committerdate',
  ]);
  const names = (listed ?? '').split('\n').filter((name) => name !== '');
  const remote = names.find((name) => name.endsWith(`/${word}`));
  const meant = remote ?? likelyMeant(word, names);
  const more = names.length > mostListed ? `, and ${names.length - mostListed} more` : '';
  return [
    `There is no branch, tag or commit ${JSON.stringify(word)} in ${folder}.`,
    ...(meant === undefined ? [] : [`Did you mean ${JSON.stringify(meant)}?`]),
    ...(names.length === 0 ? [] : [`There are: ${names.slice(0, mostListed).join(', ')}${more}.`]),
    ...((await isShallow(folder)) && remote === undefined ? [fetchText(folder, word)] : []),
  ].join(' ');
}

/** What brings a commit that a shallow clone lacks: a branch by its name, anything else with the whole history. */
function fetchText(folder: string, word: string): string {
  const git = `git -C ${shellWord(folder)} fetch`;
  const isName = /^[\w][\w./-]*$/.test(word) && !/^[0-9a-f]{7,64}$|^HEAD$/.test(word);
  return isName
    ? `This clone is shallow. To fetch a branch: \`${git} --depth 1 origin +${word}:refs/remotes/origin/${word}\`; then name origin/${word}.`
    : `This clone is shallow, and may lack it. To fetch all commits: \`${git} --unshallow\`.`;
}

const isShallow = async (folder: string): Promise<boolean> =>
  (await gitText(folder, ['rev-parse', '--is-shallow-repository'])) === 'true';

/** Whether a folder has the same files in both commits. */
export async function isSameTree(folder: string, one: Ref, other: Ref): Promise<boolean> {
  const [a, b] = await Promise.all(
    [one, other].map(({ commit }) => gitText(folder, ['rev-parse', '--verify', '--quiet', `${commit}:./`])),
  );
  return a !== undefined && a === b;
}

/** A submodule of a commit: where it lies in a folder, and the commit of it that is meant. */
export interface Submodule {
  readonly name: string;
  readonly commit: string;
  /** Its repository was fetched. */
  readonly isThere: boolean;
}

/** The submodules below a folder, as a commit names them. */
export async function submodulesOf(folder: string, commit: string): Promise<Submodule[]> {
  const listed = (await gitText(folder, ['ls-tree', '-r', '-z', commit, '--', '.'])) ?? '';
  return listed.split('\0').flatMap((line) => {
    const [, own, name] = /^160000 commit ([0-9a-f]+)\t(.+)$/s.exec(line) ?? [];
    if (own === undefined || name === undefined) return [];
    return [{ name, commit: own, isThere: existsSync(path.join(folder, name, '.git')) }];
  });
}
