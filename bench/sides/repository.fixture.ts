import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A repository of its own, made by git itself. */
export interface Repository {
  readonly root: string;
  readonly git: (...words: string[]) => string;
  /** Writes files and commits them; the commit. */
  readonly commit: (subject: string, files: Readonly<Record<string, string>>) => string;
  readonly remove: () => void;
}

const identity = {
  ...{ GIT_AUTHOR_NAME: 'test', GIT_AUTHOR_EMAIL: 'test@localhost', GIT_COMMITTER_NAME: 'test' },
  ...{ GIT_COMMITTER_EMAIL: 'test@localhost', GIT_CONFIG_GLOBAL: '/dev/null' },
};

export function makeRepository(): Repository {
  const root = mkdtempSync(path.join(tmpdir(), 'stagebench-repository-'));
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', root, ...words], {
      ...{ encoding: 'utf8', env: { ...process.env, ...identity }, stdio: ['ignore', 'pipe', 'pipe'] },
    }).trim();
  git('init', '--quiet', '--initial-branch', 'main');
  return {
    ...{ root, git },
    commit(subject, files) {
      for (const [name, text] of Object.entries(files)) {
        const file = path.join(root, name);
        mkdirSync(path.dirname(file), { recursive: true });
        writeFileSync(file, text);
      }
      git('add', '--all');
      git('commit', '--quiet', '-m', subject);
      return git('rev-parse', 'HEAD');
    },
    remove: () => rmSync(root, { recursive: true }),
  };
}
