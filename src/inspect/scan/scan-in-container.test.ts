import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fakeProgram, print, type FakeProgram } from './fake-program.fixture.ts';
import { scanImage } from './scan-image.ts';
import { scanBench, type ScanBench } from './scan.fixture.ts';
import type { ScannerEngine } from './scanner-commands.ts';
import { debian, trivyReport, trivyVersion, vulnerableDebian } from './trivy/trivy-report.fixture.ts';

let bench: ScanBench;
beforeEach(() => {
  bench = scanBench();
});
afterEach(() => bench.dispose());

const report = print(trivyReport([vulnerableDebian], debian));

/** A docker CLI whose engine has these images; the scan finds the saved image by its mount. */
const fakeDocker = (images: string, scan = report, info = ':'): FakeProgram =>
  fakeProgram(
    bench.bin,
    'docker',
    `case "$*" in
'image ls '*)
${images}
;;
'info '*)
${info}
;;
*' version --format json')
${print(trivyVersion)}
;;
run*)
for word in "$@"; do
case $word in *target=/image.tar*) file=\${word#*source=} ;; esac
done
tar -tf "\${file%%,*}" >"$here/listing" || exit 9
${scan}
;;
esac`,
  );

const engine = (more: Partial<ScannerEngine> = {}): ScannerEngine => ({
  environment: { DOCKER_HOST: 'unix:///run/engine.sock' },
  cacheFolder: path.join(bench.bin, 'cache', 'trivy'),
  labels: {},
  pullCommand: 'docker pull',
  ...more,
});

const commandsOf = (docker: FakeProgram) => docker.calls().map(([command]) => command);

test('without an installed scanner, its image on the engine scans', async () => {
  const docker = fakeDocker(print('aquasec/trivy:<none>\naquasec/trivy:0.68.2\naquasec/trivy:0.50.0'));
  const result = await scanImage(bench.parts({ engine: engine() }));
  expect(result).toMatchObject({ state: 'scanned', critical: 1, high: 2 });
  expect(docker.wrote('listing')).toBe('layer.tar\nmanifest.json\n');
  expect(docker.wrote('environment')).toContain('DOCKER_HOST=unix:///run/engine.sock');
  expect(commandsOf(docker)).toEqual(['image', 'run', 'run', 'rm']);
  expect(docker.calls()[1]).toContain('aquasec/trivy:0.68.2');
  expect(docker.calls()[1]).toContain('never');
});

test('an installed scanner comes first: no container is started', async () => {
  const docker = fakeDocker(print('aquasec/trivy:0.68.2'));
  bench.trivy({ scan: report });
  expect(await scanImage(bench.parts({ engine: engine() }))).toMatchObject({ state: 'scanned' });
  expect(docker.calls()).toEqual([]);
});

test.each([
  ['the caller', print('["name=apparmor","name=seccomp,profile=builtin"]'), '1000:100'],
  ['the caller, on an engine that does not say', 'exit 1', '1000:100'],
  ['root, who is the caller on an engine without root', print('["name=seccomp","name=rootless"]'), undefined],
])('the container runs as %s, so that the database is theirs', async (_, info, user) => {
  const docker = fakeDocker(print('aquasec/trivy:0.68.2'), report, info);
  const result = await scanImage(bench.parts({ engine: engine({ user: '1000:100' }) }));
  expect(result).toMatchObject({ state: 'scanned' });
  const runs = docker.calls().filter(([command]) => command === 'run');
  expect(runs.map((words) => words[words.indexOf('--user') + 1 || words.length])).toEqual([user, user]);
});

test('how to get the image onto an engine that a plain docker does not speak to is said', async () => {
  fakeDocker(':');
  const pullCommand = 'DOCKER_HOST=unix:///other.sock docker pull';
  expect(await scanImage(bench.parts({ engine: engine({ pullCommand }) }))).toMatchObject({
    reason: expect.stringContaining('run `DOCKER_HOST=unix:///other.sock docker pull aquasec/trivy`.'),
  });
});

test('containers are removed if the scan had to be stopped', async () => {
  const docker = fakeDocker(print('aquasec/trivy:0.68.2'), 'exec sleep 3600');
  const result = await scanImage(bench.parts({ engine: engine(), timeoutMs: 2000 }));
  expect(result).toMatchObject({ state: 'not-scanned', reason: expect.stringContaining('was stopped') });
  const [, run, remove] = docker.calls();
  expect(remove).toEqual([
    'rm',
    '--force',
    '--volumes',
    expect.any(String),
    run?.[run.indexOf('--name') + 1],
  ]);
});

test.each([
  ['has no image of it', ':', /the engine has no image of it.*docker pull aquasec\/trivy/],
  ['has only images without a name', print('<none>:<none>'), /the engine has no image of it/],
  ['does not answer', 'exit 1', /the engine has no image of it/],
])('not scanned where the engine %s', async (_, images, reason) => {
  const docker = fakeDocker(images);
  expect(await scanImage(bench.parts({ engine: engine() }))).toEqual({
    state: 'not-scanned',
    scanner: 'trivy',
    reason: expect.stringMatching(reason),
  });
  expect(commandsOf(docker)).toEqual(['image']);
});

test('not scanned where there is neither scanner nor docker', async () => {
  expect(await scanImage(bench.parts({ engine: engine() }))).toMatchObject({ state: 'not-scanned' });
});

test('not scanned where the database cannot be kept', async () => {
  fakeDocker(print('aquasec/trivy:0.68.2'));
  mkdirSync(path.join(bench.bin, 'cache'));
  writeFileSync(path.join(bench.bin, 'cache', 'trivy'), 'a file');
  expect(await scanImage(bench.parts({ engine: engine() }))).toMatchObject({
    state: 'not-scanned',
    reason: expect.stringContaining('no place for its database'),
  });
});
