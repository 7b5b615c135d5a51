import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';
import { isAlive } from '../lock/is-alive.ts';

/** More than the builds of a run keep there at a time. */
const probeBytes = 1_000_000;

/** What it is for, and the process that has made it. */
const ownName = /^stagebench-(?:archives|build|layers|probe|tables)-(\d+)-/;

/**
 * Makes a folder in the one for temporary files; who asked for it removes it. Rejects with TEMPORARY_NOT_WRITABLE.
 */
export async function makeTemporaryFolder(
  what: 'archives' | 'build' | 'layers' | 'probe' | 'tables',
): Promise<string> {
  const prefix = `stagebench-${what}-${process.pid}-`;
  return mkdtemp(path.join(tmpdir(), prefix)).catch((error: unknown) => {
    throw notWritable(error);
  });
}

/** The folders of processes that were killed. */
export async function leftTemporary(alive: (pid: number) => boolean = isAlive): Promise<string[]> {
  const names = await readdir(tmpdir()).catch(() => []);
  return names
    .filter((name) => {
      const pid = ownName.exec(name)?.[1];
      return pid !== undefined && !alive(Number(pid));
    })
    .map((name) => path.join(tmpdir(), name));
}

/** Removes the folders of processes that were killed. Those of other users stay where they may not be removed. */
export async function removeLeftTemporary(alive: (pid: number) => boolean = isAlive): Promise<void> {
  for (const folder of await leftTemporary(alive))
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
}

/** Writes and removes a probe, so that a folder for temporary files that is no good is found before the first build. */
export async function checkTemporaryFolder(): Promise<void> {
  const folder = await makeTemporaryFolder('probe');
  try {
    await writeFile(path.join(folder, 'probe'), Buffer.alloc(probeBytes));
  } catch (error) {
    throw notWritable(error);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function notWritable(error: unknown): StagebenchError {
  const { code, message } = error as NodeJS.ErrnoException;
  const how =
    code === 'ENOENT'
      ? 'does not exist'
      : `cannot be written, or has less than ${probeBytes / 1e6} MB left: ${message}`;
  return new StagebenchError(
    'TEMPORARY_NOT_WRITABLE',
    `The folder for temporary files, ${tmpdir()}, ${how}.`,
    { cause: error },
  );
}
