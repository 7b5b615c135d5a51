import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { describe, expect, test } from 'vitest';
import { machineUse, type MachineReading } from '../domain/run/machine-use.ts';
import { CpuAccount } from '../node/cpu/cpu-account.ts';
import { firstMounts, recordedFiles, stat, usage } from '../node/cpu/recorded-files.fixture.ts';

const root = '/sys/fs/cgroup/cpu,cpuacct';
const cores = 2;

/** How a machine is used while a visit is built: shares of one core. */
interface Load {
  readonly engine: number;
  readonly others: number;
}

/**
 * A machine as the kernel shows it: groups exact, or (in a container) a whole tick for whoever has the core when it ends;
 * the time of ended children cut off to 10 ms, for user and system apart.
 */
function machine(seed: number, inContainer: boolean) {
  const generator = xoroshiro128plus(seed);
  const draw = () => uniformFloat64(generator);
  const files = new Map<string, string>();
  const ms = { now: 0, engine: 0, all: 0, ticks: 0, user: 0, system: 0, own: 0 };
  const show = (): void => {
    files.set('/proc/self/mountinfo', firstMounts);
    if (!inContainer) files.set(`${root}/release_agent`, '');
    files.set(`${root}/cgroup.procs`, '1\n');
    files.set('/proc/1/cmdline', 'init\0');
    files.set(`${root}/cpuacct.usage`, usage(Math.round(ms.all)));
    files.set(`${root}/e/cpuacct.usage`, usage(Math.round(ms.engine)));
    files.set('/proc/stat', stat(ms.ticks));
    const [user, system] = [Math.floor(ms.user / 10), Math.floor(ms.system / 10)];
    files.set('/proc/self/stat', `7 (node) S 1 5 5 0 -1 0 0 0 0 0 0 0 ${user} ${system} 20 0 11 0\n`);
  };
  show();
  const account = new CpuAccount([{ path: '/e' }], {
    ...{ files: recordedFiles(files), nowMs: () => ms.now, own: () => ms.own, cores },
  });
  /** A build of so many ticks of 10 ms, with a client that takes a tenth of it, at most 60 ms. */
  const build = (ticks: number, { engine, others }: Load): MachineReading => {
    const end = account.begin();
    const client = Math.min(60, ticks) * (0.8 + 0.4 * draw());
    const [user, own] = [client * draw(), 2 * draw()];
    const busy = (engine + others) * ticks * 10 + client + own;
    const share = Math.min(1, busy / (cores * ticks * 10));
    for (let tick = 0; tick < cores * ticks; tick += 1) if (draw() < share) ms.ticks += 10;
    ms.now += ticks * 10;
    ms.engine += engine * ticks * 10;
    ms.all += busy;
    ms.user += user;
    ms.system += client - user;
    ms.own += own;
    show();
    return end();
  };
  return { build };
}

/** In how many of the visits others are found, in %. */
function found(inContainer: boolean, builds: number, ticks: number, others: number): number {
  const { build } = machine(builds * 1000 + ticks, inContainer);
  const visits = 4000;
  const disturbed = Array.from({ length: visits }, (_, index) => {
    const load = { engine: 0.2 + 1.4 * ((index % 10) / 10), others };
    return machineUse(Array.from({ length: builds }, () => build(ticks, load)))?.isDisturbed;
  });
  return (100 * disturbed.filter(Boolean).length) / visits;
}

describe('counted by control groups, a visit is never disturbed by up to 10 % of a core, and always by more of it than', () => {
  test.each([
    [0.4, 'in one warm build of 160 ms', 1, 16],
    [0.2, 'in five warm builds', 5, 16],
    [0.12, 'in a build of 4 s', 1, 400],
    [0.12, 'in a build of 17 s', 1, 1700],
  ])('%d %s', (others, _, builds, ticks) => {
    expect(found(false, builds, ticks, 0.1)).toBe(0);
    expect(found(false, builds, ticks, others)).toBe(100);
  });
});

describe('counted in samples, a quiet machine is not disturbed either, and long builds can tell', () => {
  test.each([
    ['one warm build of 160 ms', 1, 16, 0],
    ['five warm builds', 5, 16, 0],
    ['a build of 4 s', 1, 400, 99],
    ['a build of 17 s', 1, 1700, 100],
  ])('%s', (_, builds, ticks, atLeast) => {
    expect(found(true, builds, ticks, 0.02)).toBeLessThanOrEqual(0.15);
    expect(found(true, builds, ticks, 0.5)).toBeGreaterThanOrEqual(atLeast);
  });
});
