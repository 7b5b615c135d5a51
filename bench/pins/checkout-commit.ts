import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { isInstalled } from '../../src/domain/is-installed.ts';
import { execaInTime } from '../../src/node/execa-in-time.ts';
import { ownRepository } from '../../src/node/own-repository.ts';

const patienceMs = 5000;

/** The commit of a checkout, with `+` if files that git knows were changed; undefined where there is no git, or no commit. */
export async function checkoutCommit(root: string): Promise<string | undefined> {
  // Git would answer with the repository of the project that it is installed in.
  if (isInstalled) return packedCommit(root);
  const git = async (...words: readonly string[]) =>
    execaInTime('git', ['-C', root, ...words], {
      ...{ reject: false, timeout: patienceMs, stdin: 'ignore', env: ownRepository },
    });
  const [head, status] = await Promise.all([
    git('rev-parse', 'HEAD'),
    git('status', '--porcelain', '--untracked-files=no'),
  ]);
  if (head.failed || !/^[0-9a-f]{40,64}$/.test(head.stdout)) return undefined;
  return status.failed || status.stdout === '' ? head.stdout : `${head.stdout}+`;
}

/** The commit that the package was made of. */
async function packedCommit(root: string): Promise<string | undefined> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { readonly gitHead?: string }).gitHead;
}
