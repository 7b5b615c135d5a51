import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { privatePaths } from '../private-paths.ts';
import { clientEnvironment } from './client-environment.ts';
import { daemonCommand, daemonConfigText, daemonEnvironment } from './daemon-command.ts';

const paths = privatePaths({ env: { HOME: '/root' } });

test('the daemon changes nothing of the network', () => {
  const command = daemonCommand(paths);
  const off = [
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
  ];
  expect(command).toEqual(expect.arrayContaining(off));
});

test('the daemon enters its control group before it starts anything, and runs all the same if there is none', () => {
  const run = (group: string) => {
    const [program, ...args] = daemonCommand(paths, group);
    const entering = args.slice(args.indexOf(group) - 3, args.indexOf(group) + 1);
    expect(program).toBe('sh');
    return execFileSync(entering[0] ?? '', [...entering.slice(1), 'echo', 'dockerd'], {
      ...{ encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
    });
  };
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-group-'));
  try {
    expect(run(path.join(folder, 'engine', 'daemon'))).toBe('dockerd\n');
    expect(readFileSync(path.join(folder, 'engine', 'daemon', 'cgroup.procs'), 'utf8')).toMatch(/^\d+\n$/);
    expect(run('/proc/nobody/makes/this')).toBe('dockerd\n');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the image store is said in so many words, since its default depends on the version', () => {
  const text = (imageStore: 'graphdriver' | 'containerd') =>
    JSON.parse(daemonConfigText(privatePaths({ env: { HOME: '/root' }, imageStore }))) as unknown;
  expect(text('graphdriver')).toEqual({ features: { 'containerd-snapshotter': false } });
  expect(text('containerd')).toEqual({ features: { 'containerd-snapshotter': true } });
});

test("the daemon gets the caller's proxies, and no other settings", () => {
  const env = {
    PATH: '/bin',
    HTTPS_PROXY: 'http://p:1',
    no_proxy: 'localhost',
    DOCKER_HOST: 'tcp://other',
    SECRET: 'x',
  };
  expect(daemonEnvironment(paths, env)).toEqual({
    HTTPS_PROXY: 'http://p:1',
    no_proxy: 'localhost',
    PATH: `${paths.engineRoot}/usr/bin:${paths.engineRoot}/usr/sbin:/bin`,
    DOCKER_TMPDIR: '/run/docker/tmp',
  });
});

test('the socket of --ssh has a short path, however long that of the cache folder is', () => {
  const deep = privatePaths({ env: { XDG_CACHE_HOME: `/home/${'deep/'.repeat(30)}` } });
  const { DOCKER_TMPDIR = '' } = daemonEnvironment(deep, {});
  expect(`${DOCKER_TMPDIR}/.buildkit-ssh-sock4294967295/ssh_auth_sock`.length).toBeLessThanOrEqual(107);
  // There it sees a folder on the disk of the images.
  const words = daemonCommand(deep);
  const script = words.findIndex((word) =>
    word.endsWith(`mount -n --bind "$0" ${DOCKER_TMPDIR} && exec "$@"`),
  );
  expect(words[script + 1]).toBe(`${deep.dataRoot}/tmp`);
});

test('clients are led to the private engine, whatever the user has set', () => {
  const env = { PATH: '/bin', DOCKER_CONTEXT: 'other', BUILDX_BUILDER: 'other' };
  const laid = { ...env, ...clientEnvironment(paths, env) };
  expect(laid).toMatchObject({
    DOCKER_HOST: `unix://${paths.socket}`,
    DOCKER_CONFIG: paths.dockerConfigDir,
    DOCKER_CONTEXT: undefined,
    BUILDX_BUILDER: undefined,
  });
  expect(laid.PATH.split(':')[0]).toBe(`${paths.engineRoot}/usr/bin`);
});
