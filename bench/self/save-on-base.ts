import { createWriteStream } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { BaseOnEngine } from './largest-base.ts';

/**
 * Builds an image of some steps on a base, saves it into a file that is on the disk when this resolves, and leaves nothing
 * on the engine. Throws BUILD_FAILED.
 */
export async function saveOnBase(
  { engine, base, contextDir }: { engine: Engine; base: BaseOnEngine; contextDir: string },
  steps: string,
  archive: string,
): Promise<string> {
  await mkdir(contextDir, { recursive: true });
  const dockerfile = path.join(contextDir, 'Dockerfile');
  await writeFile(dockerfile, `FROM ${base.name}\n${steps}\n`);
  const tag = 'stagebench/self-second:latest';
  const bases = new Map([[base.name, base.ref]]);
  const before = new Set((await engine.inventory()).cacheRecords);
  await using stack = new AsyncDisposableStack();
  stack.defer(async () => {
    const { cacheRecords } = await engine.inventory();
    await engine.pruneBuildCache(cacheRecords.filter((id) => !before.has(id)));
  });
  stack.defer(() => engine.removeImage(tag));
  const outcome = await engine.build({ contextDir, dockerfile, tag, bases, labels: {} });
  if (outcome.state !== 'built')
    throw new StagebenchError(
      'BUILD_FAILED',
      `An image on ${base.name} cannot be built: ${outcome.rawLog.slice(-2000)}`,
    );
  await pipeline(await engine.saveImages([tag]), createWriteStream(archive, { flush: true }));
  return archive;
}
