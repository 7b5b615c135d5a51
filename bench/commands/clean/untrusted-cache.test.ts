import {
  chmodSync,
  chownSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { FakeEngine } from '../../../src/engine/fake/fake-engine.ts';
import type { HostFacts } from '../../../src/engine/private/apt/host-facts.ts';
import { installPackages } from '../../../src/engine/private/apt/install-packages.ts';
import { privatePaths, type PrivatePaths } from '../../../src/engine/private/private-paths.ts';
import { removeEverything } from '../../../src/engine/private/daemon/remove-everything.ts';
import { startDaemon } from '../../../src/engine/private/daemon/start-daemon.ts';
import { rootFolder, systemClock, type CommandContext } from '../../context.ts';
import { definitions } from '../../registry.ts';
import { scanWith } from '../../extras/scan-with.ts';
import { engineLock } from '../../../src/lease/engine-lock.ts';
import { connectRunning } from '../../../src/lease/connect-running.ts';
import { localRequest } from '../../../src/lease/provide-bases.ts';

const isRoot = process.getuid?.() === 0;
if (!isRoot) console.warn('NOT RUN: a cache folder of another owner. Only root can make one.');
/** Some user who is neither root nor who runs the test, if root runs it. */
const somebody = 1000;

let folder: string;
let executed: string;
let environment: Record<string, string>;
let context: CommandContext;
let paths: PrivatePaths;

/** A machine on which every program that could be executed, on the PATH or in the cache folder, tells that it was. */
beforeEach(() => {
  // Made with mode 700, so that all that is wrong is what a case makes wrong.
  folder = realpathSync(mkdtempSync(path.join(tmpdir(), 'stagebench-doors-')));
  executed = path.join(folder, 'executed');
  const cacheHome = path.join(folder, 'cache');
  environment = { PATH: path.join(folder, 'bin'), XDG_CACHE_HOME: cacheHome, HOME: folder };
  // Where a path is too long for a socket this lies in /run, which is the machine's.
  paths = { ...privatePaths({ env: environment }), runtimeDir: path.join(folder, 'run') };
  const root = path.join(paths.engineDir, 'roots', 'abc');
  program(path.join(root, 'usr', 'bin', 'docker'));
  program(path.join(root, 'usr', 'sbin', 'dockerd'));
  for (const name of ['apt-get', 'apt-cache', 'trivy', 'docker', 'mmdebstrap'])
    program(path.join(folder, 'bin', name));
  symlinkSync('roots/abc', paths.engineRoot);
  for (const name of ['locks', 'bases', 'scan', 'trivy']) mkdirSync(path.join(paths.cacheRoot, name));
  for (const made of [paths.aptDir, paths.dockerConfigDir, paths.runtimeDir, paths.instanceDir])
    mkdirSync(made, { recursive: true });
  const stream = process.stderr;
  const { signal } = new AbortController();
  context = {
    ...{
      root: rootFolder,
      definitions,
      clock: systemClock,
      environment,
      stdout: stream,
      stderr: stream,
      signal,
    },
  };
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

function program(file: string): void {
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `#!/bin/sh\necho "$0" >> '${executed}'\n`, { mode: 0o755 });
}

const display = { note: () => undefined, passing: () => undefined };
const facts: HostFacts = {
  ...{ platform: 'linux', uid: 0, missingCommands: [], hasDebianKeyring: true, aptSources: new Map() },
  osRelease: 'VERSION_CODENAME=trixie\n',
};
const inCache = (name: string) => (): string => path.join(paths.cacheRoot, name);
const cacheRoot = (): string => paths.cacheRoot;

/** What opens something of the cache folder, and each folder that it has to look at first. */
const doors: [string, () => Promise<unknown>, [string, () => string][]][] = [
  [
    'the lock of an engine',
    () => engineLock({ id: 'a', kind: 'docker' }, { what: 'a test' }, context),
    [
      ['the cache folder', cacheRoot],
      ['locks', inCache('locks')],
    ],
  ],
  [
    'what bases are built from',
    () => localRequest(new FakeEngine(), { caBundle: undefined }, context, display),
    [
      ['the cache folder', cacheRoot],
      ['bases', inCache('bases')],
    ],
  ],
  [
    'a private engine that runs',
    () => connectRunning(paths, environment),
    [
      ['the cache folder', cacheRoot],
      ['the packages', () => realpathSync(paths.engineRoot)],
      ['the plugins of the client', () => paths.dockerConfigDir],
      ['the socket', () => paths.runtimeDir],
    ],
  ],
  [
    'a private engine that is started',
    () => startDaemon(paths, { env: environment, uid: 0 }),
    [
      ['the cache folder', cacheRoot],
      ['the packages', () => realpathSync(paths.engineRoot)],
      ['the data', () => paths.instanceDir],
      ['the socket', () => paths.runtimeDir],
    ],
  ],
  [
    'a scanner',
    () => scanWith('trivy', context, { isPrivate: true, labels: {} }, () => undefined),
    [
      ['the cache folder', cacheRoot],
      ['saved images', inCache('scan')],
      ['the database', inCache('trivy')],
    ],
  ],
  [
    'packages that are installed',
    () =>
      installPackages(
        { title: 'the engine', current: paths.engineRoot, wanted: ['docker.io'] },
        paths,
        facts,
        {
          env: environment,
        },
      ),
    [
      ['the cache folder', cacheRoot],
      ['the lists of apt', () => paths.aptDir],
      ['the packages', () => path.dirname(paths.engineRoot)],
    ],
  ],
  [
    'the removal of everything',
    () => removeEverything({ env: environment }),
    [['the cache folder', cacheRoot]],
  ],
];

const cases = doors.flatMap(([door, open, folders]) =>
  folders.map(([which, where]) => ({ door, open, which, where })),
);

/** That the door stayed shut, and that nothing was done behind it. */
async function expectShut(open: () => Promise<unknown>, where: string): Promise<void> {
  const message = expect.stringContaining(`${where} belongs to user`);
  await expect(open()).rejects.toMatchObject({ code: 'CACHE_NOT_TRUSTED', message, exitCode: 2 });
  expect(existsSync(executed)).toBe(false);
  expect(existsSync(where)).toBe(true);
}

describe.runIf(isRoot)('what belongs to another user keeps the door shut', () => {
  test.each(cases)('of $door: $which', async ({ open, where }) => {
    chownSync(where(), somebody, somebody);
    await expectShut(open, where());
  });
});

describe('what anybody may write to keeps the door shut', () => {
  test.each(cases)('of $door: $which', async ({ open, where }) => {
    chmodSync(where(), 0o777);
    await expectShut(open, where());
  });
});

describe('the fake engine executes nothing from there', () => {
  beforeEach(() => {
    mkdirSync(path.join(folder, 'tmp'), { mode: 0o700 });
    vi.stubEnv('TMPDIR', path.join(folder, 'tmp'));
  });
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  const info = { id: 'fake', kind: 'fake' } as const;

  test('so that its lock lies elsewhere, and somebody is told', async () => {
    chmodSync(paths.cacheRoot, 0o777);
    const told: string[] = [];
    await using lock = await engineLock(info, { what: 'a test' }, context, (text) => told.push(text));
    expect(lock.killed).toEqual([]);
    expect(told).toEqual([
      expect.stringMatching(/has mode 777.* The lock of the fake engine lies in .*\/tmp\/stagebench-\d+\.$/),
    ]);
    expect(readdirSync(path.join(paths.cacheRoot, 'locks'))).toEqual([]);
    await expect(engineLock(info, { what: 'another' }, context)).rejects.toMatchObject({
      code: 'ENGINE_BUSY',
    });
  });
});
