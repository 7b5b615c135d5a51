import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StagebenchError } from '../domain/errors.ts';

/** More than the builds of a run keep there at a time. */
const probeBytes = 1_000_000;

/**
 * Makes a folder in the one for temporary files; who asked for it removes it. Rejects with TEMPORARY_NOT_WRITABLE.
 */
export async function makeTemporaryFolder(prefix: string): Promise<string> {
  return mkdtemp(path.join(tmpdir(), prefix)).catch((error: unknown) => {
    throw notWritable(error);
  });
}

/** Writes and removes a probe, so that a folder for temporary files that is no good is found before the first build. */
export async function checkTemporaryFolder(): Promise<void> {
  const folder = await makeTemporaryFolder('stagebench-probe-');
  try {
    await writeFile(path.join(folder, 'probe'), Buffer.alloc(probeBytes));
  } catch (error) {
    throw notWritable(error);
  } finally {
    await rm(folder, { recursive: true, force: true }).catch(() => undefined);
  }
}

function notWritable(error: unknown): StagebenchError {
  const { message } = error as Error;
  return new StagebenchError(
    'TEMPORARY_NOT_WRITABLE',
    `The folder for temporary files, ${tmpdir()}, cannot be written, or has less than ${probeBytes / 1e6} MB left: ${message}.`,
    { cause: error },
  );
}
