import { pipeline } from 'node:stream/promises';
import type { Readable } from 'node:stream';
import { execaInTime } from '../../node/execa-in-time.ts';

/** How long unpacking an image may take; ms. */
const unpackMs = 600_000;

/** Unpacks an archive of images into a folder. Rejects with what `archive` does, else with a plain Error that says why. */
export async function unpack(archive: Readable, folder: string): Promise<void> {
  const unpacking = execaInTime('tar', ['-x', '-C', folder], {
    ...{ stdin: 'pipe', stdout: 'ignore', reject: false, timeout: unpackMs },
  });
  const sent = pipeline(archive, unpacking.stdin);
  const [result] = await Promise.all([unpacking, sent.catch(() => undefined)]);
  if (result.failed) throw new Error(result.stderr || result.shortMessage || 'tar failed');
  await sent;
}
