import type { Engine } from '../../src/engine/engine.ts';
import { pushedName, refOn } from '../../src/inspect/transfer/pushed-name.ts';

/** The registry that Docker publishes: https://hub.docker.com/_/registry */
const published = 'registry:3';

/**
 * The image of a registry on the user's engine. One that had to be pulled is there under a name of ours only, by which
 * it goes at the end of the run, or with `clean` if the run is killed; the user's own stays as it is.
 */
export async function fetchRegistryImage(
  runId: string,
  engine: Pick<Engine, 'inspectImage' | 'pullImage' | 'tagImage' | 'removeImage'>,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<string> {
  if ((await engine.inspectImage(published)) !== undefined) return published;
  // A name like those of pushed images: who takes them away takes it too.
  const own = refOn('127.0.0.1:5000', pushedName(runId, 'registry'));
  note(`pulling ${published}`);
  try {
    await engine.pullImage(published, { signal });
    await engine.tagImage(published, own);
  } finally {
    await engine.removeImage(published).catch((error: unknown) => {
      note(`could not be cleaned up: ${(error as Error).message}`);
    });
  }
  return own;
}
