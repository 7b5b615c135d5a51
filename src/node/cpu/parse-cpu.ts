/** USER_HZ, in which /proc counts: 100 a second on every architecture that Node runs on (proc(5), `man 7 time`). */
export const tickMs = 10;

/** What all processors did since the start of the machine; ms. */
export interface MachineTimes {
  /** Everything but idle, waiting for a disk, and what the hypervisor took away. */
  readonly busyMs: number;
  readonly stealMs: number;
}

/** /proc/stat: https://docs.kernel.org/filesystems/proc.html#miscellaneous-kernel-statistics-in-proc-stat */
export function parseStat(text: string | undefined): MachineTimes | undefined {
  const ticks = /^cpu +(.*)$/m
    .exec(text ?? '')?.[1]
    ?.split(' ')
    .map(Number);
  const [user, nice, system, , , irq, softirq, steal = 0] = ticks ?? [];
  // The time of guests is part of user and nice.
  const busy = (user ?? NaN) + (nice ?? NaN) + (system ?? NaN) + (irq ?? NaN) + (softirq ?? NaN);
  return Number.isFinite(busy) ? { busyMs: busy * tickMs, stealMs: steal * tickMs } : undefined;
}

/** `total` of the line `some` of /proc/pressure/cpu; ms. https://docs.kernel.org/accounting/psi.html */
export function parsePressure(text: string | undefined): number | undefined {
  return inMs(/^some .*total=(\d+)$/m.exec(text ?? '')?.[1], 1000);
}

/** cpuacct.usage of a control group of version 1; ms. */
export function parseUsage(text: string | undefined): number | undefined {
  return inMs(/^(\d+)\s*$/.exec(text ?? '')?.[1], 1e6);
}

/** cpu.stat of a control group of version 2; ms. */
export function parseGroupStat(text: string | undefined): number | undefined {
  return inMs(/^usage_usec (\d+)$/m.exec(text ?? '')?.[1], 1000);
}

/** Time of the children that have ended and were waited for, with theirs, in /proc/PID/stat; ms, in steps of 10 ms. */
export function parseChildren(text: string | undefined): number | undefined {
  // The name in parentheses may hold anything. cutime and cstime are fields 16 and 17, and the state is field 3.
  const fields = text?.slice(text.lastIndexOf(')') + 2).split(' ');
  const ticks = Number(fields?.[13] ?? NaN) + Number(fields?.[14] ?? NaN);
  return Number.isFinite(ticks) ? ticks * tickMs : undefined;
}

const inMs = (digits: string | undefined, perMs: number): number | undefined =>
  digits === undefined ? undefined : Number(digits) / perMs;
