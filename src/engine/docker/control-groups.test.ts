import { describe, expect, test } from 'vitest';
import type { Hierarchy } from '../../node/cpu/control-groups.ts';
import type { ProcessEntry } from '../list-processes.ts';
import { dockerGroups } from './control-groups.ts';

const second: Hierarchy = { version: 2, mount: '/sys/fs/cgroup' };
const first: Hierarchy = { version: 1, mount: '/sys/fs/cgroup/cpu,cpuacct' };
const usual = '/var/run/docker.sock';

const entry = (pid: number, group: string, ...args: string[]): ProcessEntry => ({
  ...{ pid, parent: 1, args },
  controlGroups: `4:cpu,cpuacct:${group}\n1:name=systemd:/elsewhere\n0::${group}\n`,
});

/** As Docker's own packages start it on Debian 12 and Ubuntu 24.04. */
const dockerd = entry(
  ...([800, '/system.slice/docker.service', '/usr/bin/dockerd', '-H', 'fd://'] as const),
  '--containerd=/run/containerd/containerd.sock',
);
const containerd = entry(700, '/system.slice/containerd.service', '/usr/bin/containerd');
const shell = entry(900, '/user.slice/user-1000.slice/session-1.scope', '-bash');

test('with systemd: both services and the scopes of builds, of all that the slice has; never a container', () => {
  const groups = dockerGroups([containerd, dockerd, shell], usual, 'systemd', second);
  expect(groups?.map(({ path }) => path)).toEqual(['/system.slice']);
  const foreign = groups?.[0]?.without;
  const containers = `docker-${'0123456789abcdef'.repeat(4)}.scope`;
  const children = [
    'docker.service',
    'containerd.service',
    'docker-s5k8bq2ho1p9zv7d3xw0ymtn4.scope',
    'cron.service',
    containers,
  ];
  expect(children.filter((name) => foreign?.(name))).toEqual(['cron.service', containers]);
});

test('with cgroupfs: both services, and the group below which BuildKit makes those of builds', () => {
  const services = [{ path: '/system.slice/docker.service' }, { path: '/system.slice/containerd.service' }];
  const groups = (processes: ProcessEntry[]) => dockerGroups(processes, usual, 'cgroupfs', first);
  expect(groups([containerd, dockerd])).toEqual([...services, { path: '/docker/buildkit' }]);
  const other = { ...dockerd, args: [...dockerd.args, '--cgroup-parent', 'mine'] };
  expect(groups([containerd, other])).toEqual([...services, { path: '/mine/buildkit' }]);
});

test('a containerd of its own comes before one that runs as a service', () => {
  const own = { ...entry(801, '/system.slice/docker.service', 'containerd', '--config', '/x'), parent: 800 };
  expect(dockerGroups([containerd, dockerd, own], usual, 'cgroupfs', second)).toEqual([
    { path: '/system.slice/docker.service' },
    { path: '/docker/buildkit' },
  ]);
});

describe('nobody can tell', () => {
  test.each<[string, readonly ProcessEntry[], string, string | undefined]>([
    ['no dockerd runs here: it is in a virtual machine', [shell, containerd], usual, 'systemd'],
    [
      'the dockerd here has another socket',
      [entry(1, '/d', 'dockerd', '-H', 'unix:///run/other.sock')],
      usual,
      'cgroupfs',
    ],
    [
      'the socket is not the usual one, and no dockerd names it',
      [dockerd],
      '/run/user/1000/docker.sock',
      'systemd',
    ],
    ['two of them could be it', [dockerd, { ...dockerd, pid: 801 }], usual, 'systemd'],
    [
      'it runs in the group of everybody',
      [entry(1, '/', 'init'), entry(2, '/', 'dockerd')],
      usual,
      'cgroupfs',
    ],
    [
      'it was started by hand, in the group of a shell',
      [shell, entry(1, '/user.slice/user-1000.slice/session-1.scope', 'dockerd')],
      usual,
      'cgroupfs',
    ],
    ['it makes no groups', [dockerd], usual, 'none'],
    [
      'its slice lies within another one',
      [{ ...dockerd, args: [...dockerd.args, '--cgroup-parent=a-b.slice'] }],
      usual,
      'systemd',
    ],
  ])('because %s', (_, processes, socket, driver) => {
    expect(dockerGroups(processes, socket, driver, second)).toBeUndefined();
  });
});
