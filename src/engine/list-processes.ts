import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** A process as /proc shows it: proc(5). */
export interface ProcessEntry {
  readonly pid: number;
  readonly parent: number;
  /** Never empty: kernel threads, and processes that have ended but are not reaped, are left out. */
  readonly args: readonly string[];
  /** The control groups it is in, as /proc/PID/cgroup lists them. */
  readonly controlGroups?: string;
}

/** All processes that have not ended. Only Linux has /proc; elsewhere there are none. */
export async function listProcesses(procDir = '/proc'): Promise<readonly ProcessEntry[]> {
  const names = await readdir(procDir).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const entries = await Promise.all(pids.map((pid) => readProcess(procDir, Number(pid))));
  return entries.filter(({ args }) => args.length > 0);
}

/** The variables (`NAME=value`) of a process; none if it has gone, or is not ours to read. */
export async function environmentOf(pid: number, procDir = '/proc'): Promise<readonly string[]> {
  return words(await readProcFile(procDir, pid, 'environ'));
}

/** One process; without arguments if it has gone meanwhile. */
async function readProcess(procDir: string, pid: number): Promise<ProcessEntry> {
  const [stat = '', cmdline = '', controlGroups = ''] = await Promise.all(
    ['stat', 'cmdline', 'cgroup'].map((file) => readProcFile(procDir, pid, file)),
  );
  // The name in parentheses may hold anything, spaces and parentheses included.
  const [, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { pid, parent: Number(parent), args: words(cmdline), controlGroups };
}

const readProcFile = (procDir: string, pid: number, file: string): Promise<string> =>
  readFile(join(procDir, String(pid), file), 'utf8').catch(() => '');

/** Each ends with a zero byte. */
const words = (text: string): string[] => text.split('\0').slice(0, -1);
