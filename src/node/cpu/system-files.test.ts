import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openSystemFiles } from './system-files.ts';

describe.skipIf(process.platform !== 'linux')('files that stay open', () => {
  test('they are read from the beginning each time, and whole', () => {
    const { read } = openSystemFiles();
    const mounts = readFileSync('/proc/self/mountinfo', 'utf8');
    expect(read('/proc/self/mountinfo')).toBe(mounts);
    expect(read('/proc/self/mountinfo')).toBe(mounts);
    // Longer than what is read at once on most machines, and made by the kernel in parts.
    expect(read('/proc/kallsyms')?.split('\n').length).toBe(
      readFileSync('/proc/kallsyms', 'utf8').split('\n').length,
    );
  });

  test('a process that has gone is gone', async () => {
    const { read } = openSystemFiles();
    const child = spawn('sleep', ['1000']);
    const path = `/proc/${child.pid}/stat`;
    expect(read(path)).toContain('(sleep)');
    child.kill();
    await once(child, 'exit');
    expect(read(path)).toBeUndefined();
    expect(read(path)).toBeUndefined();
  });

  test('a file that is not there, or cannot be read', () => {
    const { read } = openSystemFiles();
    expect(read('/proc/no such file')).toBeUndefined();
    expect(read('/proc')).toBeUndefined();
  });

  test('no more stay open than are needed, however many are read', () => {
    const { read } = openSystemFiles();
    const openNow = () => readdirSync('/proc/self/fd').length;
    const before = openNow();
    const paths = Array.from({ length: 400 }, (_, at) => `/proc/self/${'./'.repeat(at)}stat`);
    for (const path of paths) expect(read(path)).toContain(String(process.pid));
    expect(openNow() - before).toBe(128);
  });
});
