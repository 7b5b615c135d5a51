import os from 'node:os';
import type { Machine } from '../../domain/run/run.ts';

/** The machine the bench runs on, for run.json. */
export function describeMachine(): Machine {
  const cpus = os.cpus();
  return {
    platform: `${os.platform()}/${os.arch()}`,
    kernel: os.release(),
    cpuModel: cpus[0]?.model.trim() ?? 'unknown',
    cores: cpus.length,
    memoryBytes: os.totalmem(),
    node: process.version,
  };
}

/** The load average of the last minute; 0 where the system knows none. */
export const loadAverage = (): number => Number((os.loadavg()[0] ?? 0).toFixed(2));
