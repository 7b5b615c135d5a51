import { userInfo } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cacheRootOf, privatePaths } from './private-paths.ts';

test('everything lies in stagebench/ in the cache folder', () => {
  expect(cacheRootOf({ HOME: '/home/ann' })).toBe('/home/ann/.cache/stagebench');
  expect(cacheRootOf({ HOME: '/home/ann', XDG_CACHE_HOME: '/big/cache' })).toBe('/big/cache/stagebench');
});

test('who has no HOME has a home folder all the same', () => {
  expect(cacheRootOf({}, () => '/home/ann')).toBe('/home/ann/.cache/stagebench');
});

test('a relative XDG_CACHE_HOME does not count, as its specification says', () => {
  expect(cacheRootOf({ HOME: '/home/ann', XDG_CACHE_HOME: 'cache' })).toBe('/home/ann/.cache/stagebench');
});

test.each(['', 'ann', './ann'])(
  'a HOME that is no absolute path (%j) does not count: the user database knows one',
  (home) => {
    expect(cacheRootOf({ HOME: home })).toBe(path.join(userInfo().homedir, '.cache', 'stagebench'));
  },
);

test("root's cache folder is short enough for the sockets", () => {
  const paths = privatePaths({ env: { HOME: '/root' } });
  expect(paths.socket).toBe('/root/.cache/stagebench/engine/trixie/main-graphdriver/run/docker.sock');
  expect(`${paths.execRoot}/containerd/containerd-debug.sock`.length).toBeLessThanOrEqual(104);
});

describe('a cache folder too deep for a socket', () => {
  const env = { XDG_CACHE_HOME: `/home/${'deep/'.repeat(15)}cache` };

  test('puts sockets under /run, and only those', () => {
    const paths = privatePaths({ env });
    expect(paths.socket).toMatch(/^\/run\/stagebench-[0-9a-f]{8}\/docker\.sock$/);
    expect(paths.execRoot.startsWith(paths.runtimeDir)).toBe(true);
    expect(paths.dataRoot.startsWith(env.XDG_CACHE_HOME)).toBe(true);
  });

  test('gives each engine its own', () => {
    const runtimeDirs = [{}, { instance: 'pull' }, { imageStore: 'containerd' }, { release: 'forky' }].map(
      (difference) => privatePaths({ env, ...(difference as object) }).runtimeDir,
    );
    expect(new Set(runtimeDirs).size).toBe(4);
  });
});

test('engines of one release share packages and nothing else', () => {
  const main = privatePaths({ env: { HOME: '/root' } });
  const pull = privatePaths({ env: { HOME: '/root' }, instance: 'pull' });
  expect(pull.engineRoot).toBe(main.engineRoot);
  for (const key of [
    'dataRoot',
    'execRoot',
    'socket',
    'pidFile',
    'dockerConfigDir',
    'cgroupParent',
  ] as const) {
    expect(pull[key]).not.toBe(main[key]);
  }
});
