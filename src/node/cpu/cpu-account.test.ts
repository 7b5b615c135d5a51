import { describe, expect, test } from 'vitest';
import type { ControlGroup } from './control-groups.ts';
import { CpuAccount, ownUsage } from './cpu-account.ts';
import {
  firstMounts,
  groupStat,
  recordedFiles,
  secondMounts,
  self,
  stat,
  usage,
} from './recorded-files.fixture.ts';
import { systemFiles } from './system-files.ts';

type Files = Readonly<Record<string, string | undefined>>;

/** What is read of two moments that lie `spanMs` apart, in which the harness itself used `ownMs`. */
function reading(
  groups: readonly ControlGroup[] | undefined,
  before: Files,
  after: Files,
  { spanMs = 1000, ownMs = 0 } = {},
) {
  const files = new Map<string, string>();
  const show = (all: Files): void => {
    for (const [path, text] of Object.entries(all))
      if (text === undefined) files.delete(path);
      else files.set(path, text);
  };
  let now = 0;
  show(before);
  const account = new CpuAccount(groups, {
    ...{ files: recordedFiles(files), nowMs: () => now, own: () => 50 + (now === 0 ? 0 : ownMs), cores: 2 },
  });
  const end = account.begin();
  show(after);
  now = spanMs;
  return end();
}

const engine = [{ path: '/stagebench-1' }];

describe('version 1', () => {
  const root = '/sys/fs/cgroup/cpu,cpuacct';
  const begun = {
    '/proc/self/mountinfo': firstMounts,
    '/proc/stat': stat(10_000, 100),
    '/proc/self/stat': self(500),
    '/proc/pressure/cpu': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=1000\n',
    [`${root}/release_agent`]: '',
    // init, as where no systemd has made slices.
    [`${root}/cgroup.procs`]: '1\n',
    '/proc/1/cmdline': '/sbin/init\0',
    [`${root}/cpuacct.usage`]: usage(9000),
    [`${root}/stagebench-1/cpuacct.usage`]: usage(2000),
    [`${root}/stagebench-1/buildkit/abc/cpuacct.usage`]: usage(1000),
  };

  test('others have what is left of the whole: 700 ms, of which 400 are the engine’s and 60 + 20 the harness’s', () => {
    const after = {
      '/proc/stat': stat(10_690, 130),
      '/proc/self/stat': self(560),
      '/proc/pressure/cpu': 'some avg10=0.00 avg60=0.00 avg300=0.00 total=51000\n',
      [`${root}/cpuacct.usage`]: usage(9700),
      [`${root}/stagebench-1/cpuacct.usage`]: usage(2400),
      // The group of a step that has ended is gone; its time stays in the one above it.
      [`${root}/stagebench-1/buildkit/abc/cpuacct.usage`]: undefined,
    };
    expect(reading(engine, begun, after, { ownMs: 20 })).toEqual({
      ...{ spanMs: 1000, foreignMs: 220, variance: 0, stealMs: 30, pressureMs: 50 },
    });
  });

  test('threads of the kernel are nobody else: what they do, they do for the builds as well', () => {
    const threads = (flush: number) => ({
      ...{ '/proc/2/comm': 'kthreadd\n', '/proc/2/task/2/children': '3 12 ' },
      ...{ '/proc/3/schedstat': '5000000 1 1\n', '/proc/12/schedstat': `${flush * 1e6} 1 1\n` },
    });
    const after = { [`${root}/cpuacct.usage`]: usage(9700), ...threads(170) };
    expect(reading(engine, { ...begun, ...threads(20) }, after).foreignMs).toBe(550);
  });

  test('a group that nothing was built in so far is not there yet', () => {
    const groups = [...engine, { path: '/docker/buildkit' }];
    const after = {
      [`${root}/cpuacct.usage`]: usage(9700),
      [`${root}/docker/buildkit/cpuacct.usage`]: usage(600),
    };
    expect(reading(groups, begun, begun).foreignMs).toBe(0);
    expect(reading(groups, begun, after).foreignMs).toBe(100);
  });

  test('a container of the user beside the builds is somebody else', () => {
    const groups = [{ path: '/stagebench-1', without: (name: string) => name === 'mine' }];
    const mine = `${root}/stagebench-1/mine/cpuacct.usage`;
    const after = {
      [`${root}/cpuacct.usage`]: usage(9700),
      [`${root}/stagebench-1/cpuacct.usage`]: usage(2700),
      [mine]: usage(450),
    };
    expect(reading(groups, { ...begun, [mine]: usage(400) }, after).foreignMs).toBe(50);
    // One that was started meanwhile has used all its time since.
    expect(reading(groups, begun, after).foreignMs).toBe(450);
  });

  describe('what others used is not known, the rest is', () => {
    test.each<[string, readonly ControlGroup[] | undefined, Files]>([
      ['if nobody knows the groups of the engine', undefined, {}],
      ['if its group has gone in mid-build', engine, { [`${root}/stagebench-1/cpuacct.usage`]: undefined }],
      ['if its counter went backwards', engine, { [`${root}/stagebench-1/cpuacct.usage`]: usage(1000) }],
      ['if the counter of the machine went backwards', engine, { [`${root}/cpuacct.usage`]: usage(1) }],
      ['if nobody may read what the children used', engine, { '/proc/self/stat': undefined }],
    ])('%s', (_, groups, after) => {
      expect(reading(groups, begun, after)).toEqual({ spanMs: 1000, stealMs: 0, pressureMs: 0 });
    });
  });

  test('no pressure where the kernel does not account for it', () => {
    expect(reading(engine, { ...begun, '/proc/pressure/cpu': undefined }, {})).not.toHaveProperty(
      'pressureMs',
    );
  });

  test('in a container /proc/stat has to do, which counts in samples of 10 ms', () => {
    const inContainer = { ...begun, [`${root}/release_agent`]: undefined };
    const after = { '/proc/stat': stat(10_500), [`${root}/stagebench-1/cpuacct.usage`]: usage(2400) };
    // Of 50 ticks each varies by at most 1; of two processors in a second by at most 200 quarters.
    expect(reading(engine, inContainer, after)).toMatchObject({ foreignMs: 100, variance: 5000 });
    expect(reading(engine, inContainer, { ...after, '/proc/stat': stat(11_000) })).toMatchObject({
      ...{ foreignMs: 600, variance: 5000 },
    });
    expect(reading(engine, inContainer, { ...after, '/proc/stat': stat(10_450) })).toMatchObject({
      ...{ foreignMs: 50, variance: 4500 },
    });
  });
});

describe('version 2', () => {
  const root = '/sys/fs/cgroup';
  const begun = {
    '/proc/self/mountinfo': secondMounts,
    '/proc/stat': stat(10_000),
    '/proc/self/stat': self(500),
    [`${root}/cgroup.procs`]: '2\n',
    [`${root}/user.slice/cpu.stat`]: groupStat(1000),
    [`${root}/system.slice/cpu.stat`]: groupStat(2000),
    [`${root}/system.slice/docker.service/cpu.stat`]: groupStat(100),
    [`${root}/system.slice/cron.service/cpu.stat`]: groupStat(300),
    [`${root}/stagebench-1/cpu.stat`]: groupStat(3000),
  };
  // 90 ms of the harness and its children are in user.slice.
  const after = {
    '/proc/stat': stat(10_990),
    '/proc/self/stat': self(560),
    [`${root}/user.slice/cpu.stat`]: groupStat(1100),
    [`${root}/system.slice/cpu.stat`]: groupStat(2170),
    [`${root}/system.slice/docker.service/cpu.stat`]: groupStat(150),
    [`${root}/system.slice/cron.service/cpu.stat`]: groupStat(305),
    [`${root}/stagebench-1/cpu.stat`]: groupStat(3500),
  };

  test('all groups below the root are the machine, without the threads of the kernel', () => {
    expect(reading(engine, begun, after, { ownMs: 30 })).toMatchObject({ foreignMs: 180, variance: 0 });
  });

  test('builds that systemd has put beside services are what the slice has and the services have not', () => {
    const groups = [
      { path: '/stagebench-1' },
      { path: '/system.slice', without: (name: string) => name === 'cron.service' },
    ];
    // 100 + 170 + 500 − 500 − (170 − 5) − 90
    expect(reading(groups, begun, after, { ownMs: 30 }).foreignMs).toBe(15);
  });
});

test('elsewhere than on Linux nothing is known but the time', () => {
  expect(reading(engine, {}, {})).toEqual({ spanMs: 1000 });
});

test('this process: a loop in it counts as its own', () => {
  const before = ownUsage();
  const until = performance.now() + 20;
  while (performance.now() < until);
  expect(ownUsage()).toBeGreaterThan(before);
});

test('a file that is not there is not known, and a folder that is not there has no folders', () => {
  expect(systemFiles.read('/proc/no such file')).toBeUndefined();
  expect(systemFiles.folders('/proc/no such folder')).toEqual([]);
});
