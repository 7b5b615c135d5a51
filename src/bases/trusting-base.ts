import { createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../domain/image/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { LocalBasesRequest } from './local-bases.ts';
import { baseTag } from './recipe-hash.ts';

/**
 * Stands a derived image in for a pulled base, so that what is built on it trusts this machine's extra CA
 * certificates. The upstream digest stays what the rows say. Throws BASE_FAILED.
 */
export async function trustingBase(
  base: ResolvedBase,
  request: LocalBasesRequest,
  platform?: string,
): Promise<ResolvedBase> {
  const { engine, extraCa, tools, onStep } = request;
  const address = createHash('sha256').update(base.digest).update(extraCa).digest('hex');
  const ref = baseTag(base.name, address);
  if ((await engine.inspectImage(ref)) === undefined) {
    await mkdir(tools.cacheDir, { recursive: true, mode: 0o700 });
    const contextDir = await mkdtemp(path.join(tools.cacheDir, 'context-'));
    try {
      await cp(path.join(request.root, '..', 'trusting', 'Dockerfile'), path.join(contextDir, 'Dockerfile'));
      await writeFile(path.join(contextDir, 'extra-ca.pem'), extraCa);
      const outcome = await engine.build(
        {
          contextDir,
          dockerfile: path.join(contextDir, 'Dockerfile'),
          tag: ref,
          bases: new Map([['base', base.ref]]),
          labels: {},
          ...(platform !== undefined && { platform }),
        },
        {
          signal: tools.signal,
          onStep: (step) => onStep(`${base.name} with extra CA certificates: ${step}`),
        },
      );
      tools.signal.throwIfAborted();
      if (outcome.state === 'failed') {
        const tail = outcome.logTail.join('\n');
        throw new StagebenchError(
          'BASE_FAILED',
          `${base.name} cannot be given the extra CA certificates:\n${tail}`,
        );
      }
    } finally {
      await rm(contextDir, { recursive: true, force: true });
    }
  }
  const image = await engine.inspectImage(ref);
  if (image === undefined)
    throw new StagebenchError('BASE_FAILED', `${ref} is not on the engine after its build.`);
  return { ...base, ref, diffIds: image.diffIds };
}
