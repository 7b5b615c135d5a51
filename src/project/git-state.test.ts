import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { gitState } from './git-state.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-git-'));
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(root, { recursive: true });
});

const git = (...words: string[]): string =>
  execFileSync('git', ['-C', root, '-c', 'user.name=a', '-c', 'user.email=a@localhost', ...words], {
    encoding: 'utf8',
  }).trim();

test('why no commit is found is said in words', async () => {
  expect(await gitState(root, [])).toBe('not a git repository');
  git('init', '--quiet');
  expect(await gitState(root, [])).toBe('no commit of git yet');
  vi.stubEnv('GIT_TEST_ASSUME_DIFFERENT_OWNER', '1');
  expect(await gitState(root, [])).toBe('detected dubious ownership in repository');
  vi.stubEnv('PATH', root);
  expect(await gitState(root, [])).toBe('git cannot be asked');
});

test('results in a project are no change of it', async () => {
  git('init', '--quiet');
  git('commit', '--quiet', '--allow-empty', '-m', 'one');
  const commit = git('rev-parse', 'HEAD');
  for (const own of ['stagebench-results', 'api/stagebench-results', 'rows']) {
    mkdirSync(path.join(root, own), { recursive: true });
    writeFileSync(path.join(root, own, 'run.json'), '');
  }
  expect(await gitState(root, [path.join(root, 'rows'), tmpdir()])).toEqual({ commit, isDirty: false });
  expect(await gitState(root, [])).toEqual({ commit, isDirty: true });
});
