import { mkdir, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { CacheThrough } from '../../domain/definitions/scenario.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { imageRepository, runLabel } from '../../domain/labels.ts';
import type { Engine } from '../engine.ts';
import { makeTemporaryFolder } from '../temporary-folder.ts';
import type { CachePlace } from './cache-place.ts';
import { exportingTo, importingFrom } from './cache-words.ts';

/**
 * Has an image of one file built that exports its cache, and once more with that cache. Rejects with BUILDER_NO_CACHE_EXPORT, before
 * anything is measured, on a builder that cannot: the docker driver exports nothing but an inline cache, and a builder elsewhere does
 * not reach the registry.
 */
export async function checkExport(
  engine: Engine,
  place: CachePlace,
  through: CacheThrough,
  runId: string,
): Promise<void> {
  const folder = await makeTemporaryFolder('probe');
  const tag = `${imageRepository}/probe:${runId.toLowerCase()}`;
  try {
    const contextDir = path.join(folder, 'context');
    const dockerfile = path.join(folder, 'Dockerfile');
    await mkdir(contextDir);
    await writeFile(path.join(contextDir, 'file'), runId);
    await writeFile(dockerfile, 'FROM scratch\nCOPY file /file\n');
    const request = { contextDir, dockerfile, tag, bases: new Map(), labels: { [runLabel]: runId } };
    const name = await place.empty();
    for (const cache of [exportingTo(through, name), importingFrom(name)]) {
      const outcome = await engine.build({ ...request, ...cache });
      if (outcome.state === 'failed')
        throw new StagebenchError(
          'BUILDER_NO_CACHE_EXPORT',
          `A cache (${through}) cannot be moved through ${name}: ${whyOf(outcome)}`,
        );
    }
    await engine.removeImage(name);
  } finally {
    await place.close();
    await engine.removeImage(tag);
    await rm(folder, { recursive: true, force: true });
  }
}

/** buildx says what it refuses in a line of its own, and then where to learn more. */
const whyOf = ({
  message,
  logTail,
}: {
  readonly message: string;
  readonly logTail: readonly string[];
}): string => logTail.find((line) => line.startsWith('ERROR: '))?.slice('ERROR: '.length) ?? message;
