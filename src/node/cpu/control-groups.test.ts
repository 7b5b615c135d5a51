import { describe, expect, test } from 'vitest';
import { findHierarchy, groupOf, usageMs, wholeMachine } from './control-groups.ts';
import { firstMounts, groupStat, recordedFiles, secondMounts, usage } from './recorded-files.fixture.ts';

const filesOf = (entries: Readonly<Record<string, string | undefined>>) =>
  recordedFiles(
    new Map(
      Object.entries(entries).flatMap(([path, text]) => (text === undefined ? [] : [[path, text] as const])),
    ),
  );
const first = { version: 1, mount: '/sys/fs/cgroup/cpu,cpuacct' } as const;
const second = { version: 2, mount: '/sys/fs/cgroup' } as const;

describe('the hierarchy that counts processor time', () => {
  test.each([
    ['version 1, beside a version 2 that counts nothing', firstMounts, first],
    ['version 2', secondMounts, second],
    [
      'a mount point with a blank',
      '1 2 0:3 / /a\\040b rw - cgroup2 none rw\n',
      { version: 2, mount: '/a b' },
    ],
    ['none', '1 2 0:3 / /proc rw - proc proc rw\n', undefined],
  ])('%s', (_, mounts, expected) => {
    expect(findHierarchy(filesOf({ '/proc/self/mountinfo': mounts }))).toEqual(expected);
  });

  test('none where there is no /proc', () => {
    expect(findHierarchy(filesOf({}))).toBeUndefined();
  });
});

test('the group of a process is that of the hierarchy that counts', () => {
  const text = '12:pids:/a\n4:cpu,cpuacct:/b/c:d\n1:name=systemd:/e\n0::/f\n';
  expect(groupOf(text, first)).toBe('/b/c:d');
  expect(groupOf(text, second)).toBe('/f');
  expect(groupOf('0::/f\n', first)).toBeUndefined();
  expect(groupOf(undefined, second)).toBeUndefined();
});

test('the time of a group is read where its version has it', () => {
  const files = filesOf({
    '/sys/fs/cgroup/cpu,cpuacct/cpuacct.usage': usage(900),
    '/sys/fs/cgroup/cpu,cpuacct/x/y/cpuacct.usage': usage(12),
    '/sys/fs/cgroup/x/y/cpu.stat': groupStat(34),
  });
  expect(usageMs(files, first, '/')).toBe(900);
  expect(usageMs(files, first, '/x/y')).toBe(12);
  expect(usageMs(files, second, '/x/y')).toBe(34);
  expect(usageMs(files, second, '/gone')).toBeUndefined();
});

describe('groups that are all programs of the machine', () => {
  const { mount } = second;
  const slices = {
    [`${mount}/cgroup.procs`]: '2\n3\n',
    '/proc/2/cmdline': '',
    [`${mount}/init.scope/cpu.stat`]: groupStat(1),
    [`${mount}/system.slice/cpu.stat`]: groupStat(2),
    [`${mount}/system.slice/docker.service/cpu.stat`]: groupStat(1),
  };

  const legacy = {
    [`${first.mount}/cgroup.procs`]: '2\n3\n',
    [`${first.mount}/release_agent`]: '',
    [`${first.mount}/user.slice/cpuacct.usage`]: usage(1),
  };
  const program = { '/proc/3/cmdline': '/sbin/init\0' };

  test('all below the root, in which only threads of the kernel run', () => {
    expect(wholeMachine(filesOf(slices), second)?.()).toEqual(['/init.scope', '/system.slice']);
    expect(wholeMachine(filesOf(legacy), first)?.()).toEqual(['/user.slice']);
  });

  test('with a program in the root it is the root of version 1, and nothing of version 2', () => {
    expect(wholeMachine(filesOf({ ...legacy, ...program }), first)?.()).toEqual(['/']);
    expect(wholeMachine(filesOf({ ...slices, ...program }), second)).toBeUndefined();
  });

  test('version 1 in a container, where the root is only its own', () => {
    expect(
      wholeMachine(filesOf({ ...legacy, [`${first.mount}/release_agent`]: undefined }), first),
    ).toBeUndefined();
  });

  test('version 2 in a container', () => {
    expect(
      wholeMachine(filesOf({ ...slices, [`${mount}/cgroup.events`]: 'populated 1\n' }), second),
    ).toBeUndefined();
  });
});
