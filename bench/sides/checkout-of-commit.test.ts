import { existsSync, lstatSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { checkoutCommit } from '../pins/checkout-commit.ts';
import { checkoutOfCommit } from './checkout-of-commit.ts';
import { commitsBetween, describedCommit } from './commits.ts';
import { makeRepository, type Repository } from './repository.fixture.ts';

let repository: Repository;
let target: string;
beforeEach(() => {
  repository = makeRepository();
  target = mkdtempSync(path.join(tmpdir(), 'stagebench-target-'));
});
afterEach(() => {
  repository.remove();
  rmSync(target, { recursive: true });
});

describe('the files of a commit', () => {
  test('are written as they were, and neither the checkout nor its index is touched', async () => {
    const { root, commit, git } = repository;
    const first = commit('first', { 'app/a b.txt': 'old\n', 'app/run': '#!/bin/sh\n', 'else/x': '1' });
    commit('second', { 'app/a b.txt': 'new\n' });
    writeFileSync(path.join(root, 'app/a b.txt'), 'edited\n');
    git('add', '--all');
    const before = git('status', '--porcelain');
    await checkoutOfCommit(root, first, ['app'], path.join(target, 'old'));
    expect(readFileSync(path.join(target, 'old/app/a b.txt'), 'utf8')).toBe('old\n');
    expect(existsSync(path.join(target, 'old/else'))).toBe(false);
    expect(readFileSync(path.join(root, 'app/a b.txt'), 'utf8')).toBe('edited\n');
    expect(git('status', '--porcelain')).toBe(before);
  });

  test('of a checkout that is a folder of a larger repository lie where it says', async () => {
    const { root, commit } = repository;
    const only = commit('first', { 'tools/bench/app/x': '1', 'app/x': 'another' });
    const place = await checkoutOfCommit(
      path.join(root, 'tools/bench'),
      only,
      ['app'],
      path.join(target, 'old'),
    );
    expect(readFileSync(path.join(place, 'app/x'), 'utf8')).toBe('1');
  });

  test('keep their modes', async () => {
    const { root, commit, git } = repository;
    commit('first', { 'app/run': '#!/bin/sh\n' });
    git('update-index', '--chmod=+x', 'app/run');
    git('commit', '--quiet', '-m', 'executable');
    await checkoutOfCommit(root, git('rev-parse', 'HEAD'), ['app'], path.join(target, 'old'));
    expect(lstatSync(path.join(target, 'old/app/run')).mode & 0o111).not.toBe(0);
  });

  test.each([
    [
      'a commit that git does not have',
      () => 'f'.repeat(40),
      ['app'],
      /cannot be had: git does not have it\.$/,
    ],
    ['no commit', () => '', ['app'], /nobody wrote down/],
    ['what is no name of a commit', () => '--output=x', ['app'], /nobody wrote down/],
    ['a folder that it does not have', (known: string) => known, ['other'], /has nothing in other/],
  ])('%s: PAST_GONE', async (_, commitOf, folders, message) => {
    const known = repository.commit('first', { 'app/x': '1' });
    await expect(
      checkoutOfCommit(repository.root, commitOf(known), folders, path.join(target, 'old')),
    ).rejects.toMatchObject({ code: 'PAST_GONE', message: expect.stringMatching(message) });
  });
});

test('the commit of a checkout has a + while files that git knows are changed', async () => {
  const { root, commit } = repository;
  expect(await checkoutCommit(root)).toBeUndefined();
  const only = commit('first', { 'app/x': '1' });
  writeFileSync(path.join(root, 'unknown'), '');
  expect(await checkoutCommit(root)).toBe(only);
  writeFileSync(path.join(root, 'app/x'), '2');
  expect(await checkoutCommit(root)).toBe(`${only}+`);
});

test('commits between two are those that touch the paths, the oldest first', async () => {
  const { root, commit } = repository;
  const first = commit('first', { 'app/x': '1', 'else/x': '1' });
  const second = commit('second', { 'app/x': '2' });
  commit('elsewhere', { 'else/x': '2' });
  const last = commit('third', { 'app/y': '1' });
  expect(await commitsBetween(root, first, last, ['app'])).toEqual([second, last]);
  expect(await commitsBetween(root, last, last, ['app'])).toEqual([]);
  await expect(commitsBetween(root, 'f'.repeat(40), last, ['app'])).rejects.toMatchObject({
    code: 'PAST_GONE',
  });
  expect(await describedCommit(root, second)).toMatch(
    new RegExp(`^${second.slice(0, 12)} of \\d{4}-\\d{2}-\\d{2}: second$`),
  );
});
