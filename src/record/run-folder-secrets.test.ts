import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { Sample } from '../domain/sample.ts';
import { manifest } from './manifest.fixture.ts';
import { RunFolder } from './run-folder.ts';

const results = mkdtempSync(path.join(tmpdir(), 'stagebench-secrets-'));
afterAll(() => {
  rmSync(results, { recursive: true });
});

test('secrets in addresses are recorded nowhere, and what a build said is read by its user only', async () => {
  const address = 'https://user:secret@host/x';
  const failed: Sample = {
    ...{ startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned', state: 'failed' },
    visit: { sequence: 3, round: 2, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
    trouble: { code: 'BUILD_FAILED', reason: `GET ${address}: 403` },
  };
  const folder = await RunFolder.create(results, { ...manifest, runId: 'r1' });
  await folder.addSample(failed, `#1 GET ${address}\n`, false);
  await folder.update({ runId: `at ${address}` });
  await folder.finish([], {});
  const read = (file: string): string => readFileSync(path.join(results, 'r1', file), 'utf8');
  const files = ['run.json', 'builds.csv', path.join('logs', '0003-go-slim-cold.log')];
  const isPrivate = (file: string) => {
    expect((statSync(path.join(results, 'r1', file)).mode & 0o777).toString(8)).toBe('600');
  };
  isPrivate('summary.csv');
  for (const file of files) {
    expect(read(file)).toContain('https://***@host/x');
    expect(read(file)).not.toContain('secret');
    isPrivate(file);
  }
});
