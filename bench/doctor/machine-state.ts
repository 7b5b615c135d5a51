import { existsSync } from 'node:fs';
import { statfs } from 'node:fs/promises';
import { availableParallelism, loadavg } from 'node:os';
import path from 'node:path';
import type { Host } from '../../src/domain/host.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';

/** What `doctor` looks at of the machine itself. */
export interface MachineState {
  /** The folder of the engine that a run would use; undefined where it cannot be seen from here. */
  readonly engineFolder: string | undefined;
  /** On the file system of that folder; bytes. */
  readonly freeBytes: number | undefined;
  readonly basesMissing: boolean;
  /** Processes that wanted to run in the last minute, on average. */
  readonly load: number;
  readonly cores: number;
  readonly platform: string;
  /** Undefined where there is no such thing (Windows). */
  readonly uid: number | undefined;
}

/** Where an engine of this machine keeps its data if nobody told it otherwise. */
const usualEngineFolder = '/var/lib/docker';

/** What there is of the machine now; the engine is the user's own or the private one. */
export async function machineState(
  isOwnEngine: boolean,
  basesMissing: boolean,
  context: Host,
): Promise<MachineState> {
  const isSeen = !isOwnEngine || existsSync(usualEngineFolder);
  const folder = isOwnEngine ? usualEngineFolder : mainEngine(context).dataRoot;
  const engineFolder = isSeen ? folder : undefined;
  return {
    ...{ engineFolder, basesMissing },
    freeBytes: engineFolder === undefined ? undefined : await freeBytes(engineFolder),
    ...{ load: loadavg()[0] ?? 0, cores: availableParallelism() },
    ...{ platform: process.platform, uid: process.getuid?.() },
  };
}

/** On the file system where the folder is, or would be; undefined if that does not say. */
async function freeBytes(folder: string): Promise<number | undefined> {
  if (!existsSync(folder) && path.dirname(folder) !== folder) return freeBytes(path.dirname(folder));
  try {
    const { blocks, bavail, bsize } = await statfs(folder);
    return blocks > 0 ? bavail * bsize : undefined;
  } catch {
    return undefined;
  }
}
