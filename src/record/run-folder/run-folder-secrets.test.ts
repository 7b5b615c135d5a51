import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { secretsIn } from '../../domain/masked.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from '../read/read-resumable.ts';
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
  const base64 = (text: string): string => Buffer.from(text).toString('base64');
  const untouched = base64('\x1b[31mnothing secret\xff');
  const data = [`GET ${address}`, 'é'].map((text) => `{"stream":2,"data":"${base64(text)}"}`).join();
  const rawLog = `#1 GET ${address}\n{"logs":[${data},{"data": "${untouched}"}]}\n`;
  await folder.addVisit([{ sample: failed, rawLog }], false);
  await folder.update({ runId: `at ${address}` });
  await folder.finish([], {});
  const read = (file: string): string => readFileSync(path.join(results, 'r1', file), 'utf8');
  const files = ['run.json', 'builds.csv', path.join('logs', '0003-go-slim-cold.log')];
  const isPrivate = (file: string) => {
    expect((statSync(path.join(results, 'r1', file)).mode & 0o777).toString(8)).toBe('600');
  };
  const log = read(path.join('logs', '0003-go-slim-cold.log'));
  expect(log).toContain(`"data":"${base64('GET https://***@host/x')}"},{"stream":2,"data":"${base64('é')}"}`);
  expect(log).toContain(`{"data": "${untouched}"}`);
  isPrivate('summary.csv');
  for (const file of files) {
    expect(read(file)).toContain('https://***@host/x');
    expect(read(file)).not.toContain('secret');
    isPrivate(file);
  }
});

test('what the environment names as secret is recorded nowhere, in whatever words it is told', async () => {
  // As curl says it of `https_proxy=bob:hunter2222@proxy`, without a scheme.
  const said = 'curl: (5) Could not resolve proxy: bob:hunter2222@proxy, nor is hunter2222 a host';
  const failed: Sample = {
    ...{ startedAt: '2026-01-01T00:00:00.000Z', coldMethod: 'pruned', state: 'failed' },
    visit: { sequence: 3, round: 2, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
    trouble: { code: 'BUILD_FAILED', reason: said },
  };
  const secrets = secretsIn({ https_proxy: 'bob:hunter2222@proxy' });
  const odd = { ...manifest, runId: 'r2', options: { said } };
  const folder = await RunFolder.create(results, odd, { secrets });
  const folderOfRun = path.join(results, 'r2');
  const first = readFileSync(path.join(folderOfRun, 'run.json'), 'utf8');
  await folder.addVisit([{ sample: failed, rawLog: `#1 ${said}\n` }], false);
  await folder[Symbol.asyncDispose]();
  const resumption = {
    ...{ at: '2026-01-01T01:00:00.000Z', rows: 1, stagebench: said, engineKernel: '6.12.0' },
    machine: manifest.machine,
  };
  const again = await RunFolder.reopen(await readResumable(folderOfRun), resumption, { secrets });
  await again.finish([], {});
  for (const name of ['run.json', 'builds.csv', path.join('logs', '0003-go-slim-cold.log')])
    expect(readFileSync(path.join(folderOfRun, name), 'utf8')).toContain(
      'resolve proxy: ***@proxy, nor is *** a host',
    );
  expect(first).toContain('resolve proxy: ***@proxy');
  expect(first).not.toContain('hunter2222');
  for (const name of readdirSync(folderOfRun, { recursive: true, encoding: 'utf8' }))
    if (statSync(path.join(folderOfRun, name)).isFile())
      expect(readFileSync(path.join(folderOfRun, name), 'utf8'), name).not.toContain('hunter2222');
});
