import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { rootFolder, systemClock, type CommandContext } from '../../context.ts';
import { definitions } from '../../registry.ts';
import type { PrivateEngine } from '../engines-seen.ts';
import { check } from './first-commands.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-first-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

describe('what to type first', () => {
  const context = {
    ...{ root: rootFolder, definitions, clock: systemClock, environment: {} },
    ...{ stdout: process.stdout, stderr: process.stderr, signal: new AbortController().signal },
  } satisfies CommandContext;
  const commands = async (state: PrivateEngine['state'], root = rootFolder) =>
    (
      await check.find({
        ...{ results: path.join(folder, 'results'), context: { ...context, root } },
        ...{ own: { found: '' }, private: { state, found: '' } },
      })
    ).map(({ found }) => found);

  test('is a short run, then the whole, each with its time', async () => {
    expect(await commands('usable')).toEqual([
      expect.stringMatching(
        /^npm run bench -- --apps node --scenarios cold,warm --rounds 1 {4}\(about [1-9] min on the machine of/,
      ),
      expect.stringMatching(/^npm run bench {4}\(about \d\d min on the machine of the published run\)$/),
    ]);
  });

  test('is told without a time where no run was published, and where that cannot be read', async () => {
    const unknown = [
      'npm run bench -- --apps node --scenarios cold,warm --rounds 1    (time unknown)',
      'npm run bench    (time unknown)',
    ];
    expect(await commands('usable', folder)).toEqual(unknown);
    const published = path.join(folder, 'results', 'published', 'default');
    mkdirSync(published, { recursive: true });
    writeFileSync(path.join(published, 'run.json'), '{');
    expect(await commands('usable', folder)).toEqual(unknown);
  });

  test('brings an engine where there is none yet', async () => {
    expect(await commands('absent')).toEqual([
      expect.stringMatching(/^npm run bench -- --provision --apps node /),
      expect.stringMatching(/^npm run bench -- --provision {4}\(/),
    ]);
  });

  test('is the fake engine where none can be had', async () => {
    expect(await commands('unusable')).toEqual([expect.stringContaining('--engine fake')]);
  });
});
