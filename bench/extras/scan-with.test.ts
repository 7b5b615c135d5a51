import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { fakeProgram } from '../../src/inspect/scan/fake-program.fixture.ts';
import { savedImage, scanBench } from '../../src/inspect/scan/scan.fixture.ts';
import { systemClock } from '../context.ts';
import { scanWith } from './scan-with.ts';

/** A machine without Trivy, whose engine has no image of it. */
async function scanInVain(isPrivate: boolean) {
  const bench = scanBench();
  onTestFinished(() => bench.dispose());
  const { bin } = bench;
  const docker = fakeProgram(bin, 'docker', ':');
  const cache = path.join(bin, 'cache');
  const environment = { PATH: bin, XDG_CACHE_HOME: cache, DOCKER_HOST: 'unix:///run/theirs.sock' };
  const context = { environment, signal: new AbortController().signal, clock: systemClock };
  const scan = await scanWith('trivy', context, { isPrivate, labels: {} });
  const result = await scan(savedImage, () => undefined);
  const asked = /^DOCKER_HOST=(.*)$/m.exec(docker.wrote('environment') ?? '')?.[1];
  return { reason: result.state === 'not-scanned' ? result.reason : '', asked, cache };
}

test('on the user’s engine the advice is a plain pull', async () => {
  const { reason, asked } = await scanInVain(false);
  expect(reason).toContain('run `docker pull aquasec/trivy`.');
  expect(asked).toBe('unix:///run/theirs.sock');
});

test('on the private engine the advice is to start it, and to pull onto that one', async () => {
  const { reason, asked, cache } = await scanInVain(true);
  expect(reason).toContain(`engine up && DOCKER_HOST=${asked} ${cache}/stagebench/`);
  expect(reason).toMatch(/\/usr\/bin\/docker pull aquasec\/trivy`\.$/);
  expect(asked).not.toContain('theirs');
});

test('who asks for it is told at once that nothing could be scanned', async () => {
  const bench = scanBench();
  onTestFinished(() => bench.dispose());
  fakeProgram(bench.bin, 'docker', ':');
  const environment = { PATH: bench.bin, XDG_CACHE_HOME: path.join(bench.bin, 'cache') };
  const context = { environment, signal: new AbortController().signal, clock: systemClock };
  const told: string[] = [];
  await scanWith('trivy', context, undefined, (text) => told.push(text));
  expect(told).toEqual([
    expect.stringMatching(/^no image will be scanned: There is no trivy on the PATH\. Install Trivy /),
  ]);
});

test('and nothing is said where the scanner answers', async () => {
  const bench = scanBench();
  onTestFinished(() => bench.dispose());
  fakeProgram(bench.bin, 'trivy', 'echo {}');
  const environment = { PATH: bench.bin, XDG_CACHE_HOME: path.join(bench.bin, 'cache') };
  const context = { environment, signal: new AbortController().signal, clock: systemClock };
  const told: string[] = [];
  await scanWith('trivy', context, undefined, (text) => told.push(text));
  expect(told).toEqual([]);
  expect(readdirSync(path.join(bench.bin, 'cache', 'stagebench', 'scan'))).toEqual([]);
});
