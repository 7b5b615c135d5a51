import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import { gitText } from '../sides/commits.ts';
import { checkoutOfCommit } from '../sides/checkout-of-commit.ts';
import { submodulesOf, type Ref } from './find-refs.ts';

/**
 * Writes a folder of a repository as it is in a commit below `target`, with its submodules, and touches neither the checkout nor its
 * index. Resolves with where the folder lies there. A submodule that nobody has fetched stays an empty folder, as in the checkout: it is
 * told. Throws PROJECT_NOT_FOUND if the commit has no such folder, and PAST_GONE if a submodule lacks its commit.
 */
export async function checkoutRef(
  folder: string,
  { word, commit, described }: Ref,
  target: string,
  note: (text: string) => void,
): Promise<string> {
  if ((await gitText(folder, ['rev-parse', '--verify', '--quiet', `${commit}:./`])) === undefined)
    throw new StagebenchError('PROJECT_NOT_FOUND', `There is no folder ${folder} in ${word}, ${described}.`);
  const place = await checkoutOfCommit(folder, commit, ['.'], target);
  await checkoutSubmodules(folder, commit, place, (text) => {
    note(`${word}: ${text}`);
  });
  return place;
}

async function checkoutSubmodules(
  folder: string,
  commit: string,
  place: string,
  note: (text: string) => void,
): Promise<void> {
  for (const { name, commit: own, isThere } of await submodulesOf(folder, commit)) {
    if (!isThere) {
      note(`the submodule ${name} is empty: \`git submodule update --init --recursive\` fetches it`);
      continue;
    }
    const inner = path.join(folder, name);
    await checkoutOfCommit(inner, own, ['.'], path.join(place, name));
    await checkoutSubmodules(inner, own, path.join(place, name), note);
  }
}
