import { readFile } from 'node:fs/promises';
import { diskUsage } from '../../../node/disk-usage.ts';
import { listProcesses } from '../../list-processes.ts';
import { isProvisioned } from '../apt/provision.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { findDaemon } from './engine-processes.ts';
import { getFromSocket } from './socket-request.ts';

export interface DaemonStatus {
  readonly provisioned: boolean;
  /** True if it is our daemon and its API answers. */
  readonly running: boolean;
  readonly pid: number | undefined;
  readonly version: string | undefined;
  readonly apiVersion: string | undefined;
  readonly dataRoot: string;
  readonly dataRootBytes: number | undefined;
  readonly socket: string;
  readonly logFile: string;
}

/** What is there and what runs. `withSize` walks the data root, which takes a while on a full one. */
export async function daemonStatus(
  paths: PrivatePaths,
  options: { withSize?: boolean } = {},
): Promise<DaemonStatus> {
  // What answers as no engine does can still be stopped.
  const answer = await getFromSocket(paths.socket, '/version').catch(() => undefined);
  const pid = answer === undefined ? undefined : await daemonPid(paths);
  const running = pid !== undefined;
  const version = running ? versionIn(answer ?? '') : {};
  return {
    provisioned: await isProvisioned(paths),
    running,
    pid,
    version: version.Version,
    apiVersion: version.ApiVersion,
    dataRoot: paths.dataRoot,
    dataRootBytes: options.withSize ? await diskUsage(paths.dataRoot) : undefined,
    socket: paths.socket,
    logFile: paths.logFile,
  };
}

/** Nothing of an answer that is none, as of an engine that is being stopped. */
function versionIn(answer: string): { readonly Version?: string; readonly ApiVersion?: string } {
  try {
    return JSON.parse(answer) as { Version?: string; ApiVersion?: string };
  } catch {
    return {};
  }
}

/** The process id in the pid file, if that process is our daemon and not one that got its number later. */
export async function daemonPid(paths: PrivatePaths): Promise<number | undefined> {
  const pid = Number(await readFile(paths.pidFile, 'utf8').catch(() => 'none'));
  const daemon = Number.isInteger(pid) ? findDaemon(await listProcesses(), paths) : undefined;
  return daemon?.pid === pid ? pid : undefined;
}
