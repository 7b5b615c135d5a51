import { chownSync, lstatSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { handOver } from './hand-over.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('NOT RUN: results that are given to whom root works for. Only root can give them.');
const sudo = { SUDO_UID: '1000', SUDO_GID: '1001' };

let home: string;
let run: string;
beforeEach(() => {
  home = mkdtempSync(path.join(tmpdir(), 'stagebench-hand-'));
  run = path.join(home, 'results', 'r1');
  mkdirSync(path.join(run, 'logs'), { recursive: true });
  writeFileSync(path.join(run, 'run.json'), '{}', { mode: 0o600 });
  writeFileSync(path.join(run, 'logs', '1.log'), '');
  symlinkSync('r1', path.join(home, 'results', 'latest'));
});
afterEach(() => {
  rmSync(home, { recursive: true });
});

const owners = () =>
  ['..', '.', 'run.json', 'logs/1.log', '../latest'].map((name) => {
    const { uid, gid } = lstatSync(path.join(run, name));
    return `${uid}:${gid}`;
  });
const nobodysElse = `${process.getuid?.()}:${process.getgid?.()}`;

describe.runIf(isRoot)('under sudo', () => {
  test('a run belongs to whom root works for, and nothing that a link in it leads to', async () => {
    const outside = path.join(home, 'outside');
    writeFileSync(outside, '');
    symlinkSync(outside, path.join(run, 'link'));
    await handOver(run, sudo);
    expect(owners()).toEqual(['0:0', '1000:1001', '1000:1001', '1000:1001', '1000:1001']);
    expect(lstatSync(outside).uid).toBe(0);
  });

  test('so does the folder of all results, if root has made it in his', async () => {
    chownSync(home, 1000, 1001);
    await handOver(run, sudo);
    expect(owners()[0]).toBe('1000:1001');
  });
});

test.each<[string, NodeJS.ProcessEnv, number | undefined]>([
  ['without sudo', {}, 0],
  ['where sudo has not said for whom', { SUDO_UID: '1000' }, 0],
  ['where it is said in no number', { SUDO_UID: 'me', SUDO_GID: '1001' }, 0],
  ['for sudo to another user, who cannot give anything away', sudo, 4242],
])('nothing changes hands %s', async (_, environment, uid) => {
  await handOver(run, environment, uid);
  expect(new Set(owners())).toEqual(new Set([nobodysElse]));
});
