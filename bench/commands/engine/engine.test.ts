import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, expect, test } from 'vitest';
import { rootFolder, systemClock, type CommandContext } from '../../context.ts';
import { engine } from './run.ts';

const cache = mkdtempSync(path.join(tmpdir(), 'stagebench-engine-command-'));
afterAll(() => {
  rmSync(cache, { recursive: true });
});

/** What `engine down` writes where there is no private engine. */
async function down(options: { json: boolean; quiet: boolean }) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()];
  const context = {
    ...{ root: rootFolder, clock: systemClock, environment: { XDG_CACHE_HOME: cache } },
    ...{ stdout, stderr, signal: new AbortController().signal },
  } as unknown as CommandContext;
  expect(await engine({ action: 'down', provision: false, all: false, ...options }, context)).toBe(0);
  return { stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') };
}

test('down says what it did on stderr', async () => {
  expect(await down({ json: false, quiet: false })).toEqual({
    stdout: '',
    stderr: 'The private engine was not running.\n',
  });
});

test('down --quiet says nothing', async () => {
  expect(await down({ json: false, quiet: true })).toEqual({ stdout: '', stderr: '' });
});

test('down --json prints the state it left', async () => {
  const { stdout } = await down({ json: true, quiet: true });
  expect(JSON.parse(stdout)).toMatchObject({ running: false, provisioned: false });
});
