import { findHierarchy, usageMs, wholeMachine, type ControlGroup, type Hierarchy } from './control-groups.ts';
import { parseChildren, parsePressure, parseStat, tickMs } from './parse-cpu.ts';
import { KernelThreads } from './kernel-threads.ts';
import type { SystemFiles } from './system-files.ts';

/** What the machine did in a span of time; ms. What cannot be told is absent. */
export interface CpuReading {
  readonly spanMs: number;
  /**
   * Processor time of all programs but the groups and this process with its children; below 0 by less than it can be wrong. The
   * threads of the kernel are no program: what they do, they do for the builds as well.
   */
  readonly foreignMs?: number;
  /** Variance of `foreignMs` that comes from counting in samples; 0 where the kernel counts exactly. ms². */
  readonly variance?: number;
  /** What the hypervisor gave to others while this machine wanted it. */
  readonly stealMs?: number;
  /** How long at least one process waited for a processor. */
  readonly pressureMs?: number;
}

/** This process: what it used itself, exact, in ms. Its children stand in /proc. */
export type OwnUsage = () => number;

export const ownUsage: OwnUsage = () => {
  const { userCPUTime, systemCPUTime } = process.resourceUsage();
  return (userCPUTime + systemCPUTime) / 1000;
};

/** The counters at one moment. */
interface Counters {
  readonly atMs: number;
  readonly busyMs: number | undefined;
  /** By path: the groups, and those right below them that belong to others. */
  readonly groups: ReadonlyMap<string, number>;
  readonly ownMs: number | undefined;
  readonly stealMs: number | undefined;
  readonly pressureMs: number | undefined;
  /** Of the threads of the kernel that `busyMs` contains. */
  readonly kernel: ReadonlyMap<string, number>;
}

/**
 * Tells who used the processors of this machine between two moments: the groups (an engine and its builds), this process
 * with the children that have ended, or anything else. It reads a handful of files, and none of them changes what is
 * counted. `undefined` groups: what others used cannot be told, the rest can.
 */
export class CpuAccount {
  readonly #files: SystemFiles;
  readonly #groups: readonly ControlGroup[] | undefined;
  readonly #nowMs: () => number;
  readonly #own: OwnUsage;
  readonly #hierarchy: Hierarchy | undefined;
  readonly #whole: (() => string[]) | undefined;
  readonly #cores: number;
  readonly #kernel: KernelThreads | undefined;

  constructor(
    groups: readonly ControlGroup[] | undefined,
    machine: { files: SystemFiles; nowMs: () => number; own: OwnUsage; cores: number },
  ) {
    this.#groups = groups;
    this.#files = machine.files;
    this.#nowMs = machine.nowMs;
    this.#own = machine.own;
    this.#cores = machine.cores;
    this.#hierarchy = findHierarchy(machine.files);
    this.#whole = this.#hierarchy && wholeMachine(machine.files, this.#hierarchy);
    const hasKernel = this.#whole === undefined || this.#whole().includes('/');
    this.#kernel = hasKernel ? new KernelThreads(machine.files, machine.nowMs) : undefined;
  }

  /** Begins a span; what it gives ends it. */
  begin(): () => CpuReading {
    const before = this.#count();
    return () => this.#between(before, this.#count(before), this.#kernel?.usedSince(before.kernel));
  }

  #count(earlier?: Counters): Counters {
    const { read } = this.#files;
    const stat = parseStat(read('/proc/stat'));
    const children = parseChildren(read('/proc/self/stat'));
    return {
      atMs: this.#nowMs(),
      ...{ groups: this.#groupTimes(), busyMs: this.#busyMs() ?? stat?.busyMs },
      ownMs: children === undefined ? undefined : children + this.#own(),
      ...{ stealMs: stat?.stealMs, pressureMs: parsePressure(read('/proc/pressure/cpu')) },
      kernel: earlier?.kernel ?? this.#kernel?.times() ?? new Map(),
    };
  }

  /** Undefined where the groups do not tell. */
  #busyMs(): number | undefined {
    const hierarchy = this.#hierarchy;
    if (hierarchy === undefined || this.#whole === undefined) return undefined;
    return this.#whole().reduce((sum, path) => sum + (usageMs(this.#files, hierarchy, path) ?? 0), 0);
  }

  #groupTimes(): Map<string, number> {
    const times = new Map<string, number>();
    const hierarchy = this.#hierarchy;
    if (hierarchy === undefined) return times;
    for (const { path, without } of this.#groups ?? []) {
      const children = without === undefined ? [] : this.#files.folders(`${hierarchy.mount}${path}`);
      const others = children.filter((name) => without?.(name)).map((name) => `${path}/${name}`);
      for (const one of [path, ...others]) {
        const ms = usageMs(this.#files, hierarchy, one);
        if (ms !== undefined) times.set(one, ms);
      }
    }
    return times;
  }

  #between(before: Counters, after: Counters, kernelMs = 0): CpuReading {
    const spanMs = after.atMs - before.atMs;
    const [stealMs, pressureMs] = [
      since(before.stealMs, after.stealMs),
      since(before.pressureMs, after.pressureMs),
    ];
    const used = this.#used(before, after);
    const busyMs = since(before.busyMs, after.busyMs);
    const ownMs = since(before.ownMs, after.ownMs);
    const known = used !== undefined && busyMs !== undefined && ownMs !== undefined;
    return {
      spanMs,
      ...(known && { foreignMs: busyMs - used - ownMs - kernelMs, variance: this.#variance(spanMs, busyMs) }),
      ...(stealMs !== undefined && { stealMs }),
      ...(pressureMs !== undefined && { pressureMs }),
    };
  }

  /** What the groups used; a group that came in between has used all its time since. Undefined if one of them has gone. */
  #used(before: Counters, after: Counters): number | undefined {
    if (this.#groups === undefined || this.#hierarchy === undefined) return undefined;
    let sum = 0;
    for (const { path } of this.#groups) {
      const now = after.groups.get(path);
      const was = before.groups.get(path) ?? 0;
      // A group that was not made yet, because nothing was built so far.
      if (now === undefined && was === 0) continue;
      if (now === undefined || now < was) return undefined;
      sum += now - was;
      for (const [other, ms] of after.groups)
        if (other.startsWith(`${path}/`)) sum -= Math.max(0, ms - (before.groups.get(other) ?? 0));
    }
    return sum;
  }

  /**
   * /proc/stat gives a whole tick to whoever runs when it ends: a processor that is busy for the share p of a tick counts 1
   * with probability p, which has the variance p (1 − p), at most p and at most 1/4.
   */
  #variance(spanMs: number, busyMs: number): number {
    if (this.#whole !== undefined) return 0;
    return tickMs * Math.min(busyMs, (this.#cores * spanMs) / 4);
  }
}

/** Undefined if one is not known, or if a counter went backwards: the machine was suspended, or a counter was reset. */
const since = (before: number | undefined, after: number | undefined): number | undefined =>
  before === undefined || after === undefined || after < before ? undefined : after - before;
