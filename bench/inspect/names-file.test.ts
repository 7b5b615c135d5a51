import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { namesFile } from './names-file.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-names-'));
const file = path.join(folder, 'app');
writeFileSync(file, '');
mkdirSync(path.join(folder, 'inner'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});
const relative = (name: string): string => path.relative('.', path.join(folder, name));

test.each([
  ['a file, whatever it is called', file],
  ['a file by a relative path', relative('app')],
  ['a file by a path with dots in it', path.join(folder, 'inner', '..', 'app')],
])('%s is one', (_, word) => {
  expect(namesFile(word)).toBe(true);
});

describe('what may be an image is none', () => {
  test.each([
    ...['debian', 'debian:13', 'team/app', 'registry.example:5000/team/app:1.tar', 'node:24-slim'],
    ...['0123456789ab', `app@sha256:${'0'.repeat(64)}`, `sha256:${'0'.repeat(64)}`, 'a.b.c'],
    // A folder of this checkout.
    'src',
    'x'.repeat(400),
  ])('%s', (word) => {
    expect(namesFile(word)).toBe(false);
  });
});

describe('what can only be meant as a file, and is none, is an error', () => {
  test.each([
    ['./nope', `There is no file ./nope in ${process.cwd()}.`],
    ['../nope.tar', `There is no file ../nope.tar in ${process.cwd()}.`],
    [`${folder}/nope/image.tar`, `There is no file ${folder}/nope/image.tar.`],
    ['images/nope.tgz', `There is no file images/nope.tgz in ${process.cwd()}.`],
    ['nope.tar', `There is no file nope.tar in ${process.cwd()}.`],
    ['nope.tar.gz', `There is no file nope.tar.gz in ${process.cwd()}.`],
    ['~/nope.tar', `There is no file ~/nope.tar in ${process.cwd()}.`],
    [`${file}/below`, `There is no file ${file}/below.`],
    [`/${'x'.repeat(400)}`, `/${'x'.repeat(400)} cannot be read: ENAMETOOLONG.`],
    ['.', '. is a folder.'],
    [folder, `${folder} is a folder.`],
    ['src/inspect', 'src/inspect is a folder. An image of that name needs its tag: src/inspect:latest.'],
  ])('%s', (word, message) => {
    expect(() => namesFile(word)).toThrow(expect.objectContaining({ code: 'ARCHIVE_UNREADABLE', message }));
  });
});
