import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { isProvisioned } from '../apt/provision.ts';
import { recordFiles } from '../apt/unpacked-files.ts';
import { privatePaths, type PrivatePaths } from '../private-paths.ts';
import { startDaemon } from './start-daemon.ts';

let cache: string;
let paths: PrivatePaths;
let dockerd: string;
let executed: string;

/** Packages that are complete, and a dockerd that tells that it was executed. */
beforeEach(async () => {
  cache = mkdtempSync(path.join(tmpdir(), 'stagebench-start-'));
  paths = privatePaths({ env: { XDG_CACHE_HOME: cache } });
  executed = path.join(cache, 'executed');
  const root = path.join(paths.engineDir, 'roots', 'abc');
  dockerd = path.join(root, 'usr', 'sbin', 'dockerd');
  mkdirSync(path.dirname(dockerd), { recursive: true });
  writeFileSync(dockerd, `#!/bin/sh\ntouch '${executed}'\n`, { mode: 0o755 });
  const names = ['docker.io', 'docker-cli', 'docker-buildx', 'containerd', 'runc', 'tini'];
  writeFileSync(path.join(root, 'stagebench-packages.json'), JSON.stringify(names.map((name) => ({ name }))));
  await recordFiles(root);
  symlinkSync('roots/abc', paths.engineRoot);
});
afterEach(() => {
  rmSync(cache, { recursive: true });
});

const start = () => startDaemon(paths, { env: { XDG_CACHE_HOME: cache, PATH: process.env['PATH'] }, uid: 0 });

describe('no dockerd is executed', () => {
  test('from a cache folder that others may write to', async () => {
    chmodSync(cache, 0o777);
    const message = expect.stringContaining(`${cache} belongs to user`);
    await expect(start()).rejects.toMatchObject({ code: 'CACHE_NOT_TRUSTED', message });
    expect(existsSync(executed)).toBe(false);
  });

  test('from a folder within it that others may write to', async () => {
    chmodSync(path.dirname(dockerd), 0o777);
    chmodSync(path.join(paths.engineDir, 'roots'), 0o777);
    await expect(start()).rejects.toMatchObject({ code: 'CACHE_NOT_TRUSTED' });
    expect(existsSync(executed)).toBe(false);
  });

  test('that is not the one that was unpacked from verified packages', async () => {
    appendFileSync(dockerd, '# changed\n');
    const message = expect.stringContaining('usr/sbin/dockerd (has changed)');
    await expect(start()).rejects.toMatchObject({ code: 'PACKAGES_CHANGED', message });
    expect(existsSync(executed)).toBe(false);
  });
});

test('packages that were unpacked without a record have to be provisioned again', async () => {
  expect(await isProvisioned(paths)).toBe(true);
  rmSync(path.join(paths.engineRoot, 'stagebench-files.json'));
  expect(await isProvisioned(paths)).toBe(false);
  await expect(start()).rejects.toMatchObject({ code: 'NOT_PROVISIONED' });
});
