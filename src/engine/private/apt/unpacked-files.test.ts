import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { checkFiles, recordFiles } from './unpacked-files.ts';

let folder: string;
let current: string;
beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-unpacked-'));
  current = path.join(folder, 'current');
  const bin = path.join(folder, 'root', 'usr', 'bin');
  mkdirSync(bin, { recursive: true });
  writeFileSync(path.join(bin, 'dockerd'), 'the engine');
  writeFileSync(path.join(bin, 'runc'), 'what runs containers');
  symlinkSync('dockerd', path.join(bin, 'docker'));
  await recordFiles(path.join(folder, 'root'));
  symlinkSync('root', current);
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (name: string): string => path.join(folder, 'root', 'usr', 'bin', name);

test('what is as it was unpacked is fine', async () => {
  await expect(checkFiles(current)).resolves.toBeUndefined();
});

test.each<[string, () => void, string]>([
  ['a file with other bytes', () => appendFileSync(file('dockerd'), '!'), 'usr/bin/dockerd (has changed)'],
  [
    'a file of the same length',
    () => writeFileSync(file('runc'), 'what runs CONTAINERS'),
    'usr/bin/runc (has changed)',
  ],
  ['a file that is gone', () => rmSync(file('runc')), 'usr/bin/runc (is gone)'],
  [
    'a file that was added, which the search path would find',
    () => writeFileSync(file('mount'), ''),
    'usr/bin/mount (was added)',
  ],
  [
    'a link that leads elsewhere',
    () => {
      rmSync(file('docker'));
      symlinkSync('/tmp/docker', file('docker'));
    },
    'usr/bin/docker (has changed)',
  ],
  [
    'a link in the place of a file',
    () => {
      rmSync(file('runc'));
      symlinkSync('dockerd', file('runc'));
    },
    'usr/bin/runc (has changed)',
  ],
])('%s is found, and named', async (_, change, named) => {
  change();
  const message = expect.stringContaining(named);
  await expect(checkFiles(current)).rejects.toMatchObject({ code: 'PACKAGES_CHANGED', message, exitCode: 2 });
});

test('what lies where others may write is not even read', async () => {
  chmodSync(path.join(folder, 'root'), 0o777);
  const message = expect.stringContaining(`chmod go-w '${path.join(folder, 'root')}'`);
  await expect(checkFiles(current)).rejects.toMatchObject({ code: 'CACHE_NOT_TRUSTED', message });
});
