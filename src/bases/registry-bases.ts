import type { ResolvedBase } from '../domain/image/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { Engine, PullOptions } from '../engine/engine.ts';
import { baseTag, splitTag } from './recipe-hash.ts';

/**
 * Pulls each base by the digest its name has now, so that it is pinned for the whole run, and gives it a name of our
 * own: the user's tags stay where they are. Throws REGISTRY_UNREACHABLE.
 */
export async function ensureRegistryBases(
  engine: Engine,
  names: readonly string[],
  progress: { readonly onProgress: (text: string) => void; readonly onStep: (text: string) => void },
  signal?: AbortSignal,
): Promise<ResolvedBase[]> {
  const bases: ResolvedBase[] = [];
  for (const [index, name] of names.entries()) {
    const head = `base ${index + 1} of ${names.length}  ${name}`;
    progress.onProgress(`${head}: looking it up in the registry`);
    const digest = await answerWithin(patienceMs, engine.resolveDigest(name), name, signal);
    const tell = (text: string) => {
      progress.onStep(`${head}: ${text}`);
    };
    bases.push(await pullPinned(engine, name, digest, { onProgress: tell }, signal));
  }
  return bases;
}

/** A base by its digest, pulled if the engine does not have it. Throws REGISTRY_UNREACHABLE, ENGINE_REQUEST. */
export async function pullPinned(
  engine: Engine,
  name: string,
  digest: string,
  options: PullOptions,
  signal?: AbortSignal,
): Promise<ResolvedBase> {
  const ref = baseTag(name, digest.replace('sha256:', ''));
  if ((await engine.inspectImage(ref)) === undefined)
    await pullAs(engine, pinned(name, digest), ref, { ...options, ...(signal ? { signal } : {}) });
  const image = await engine.inspectImage(ref);
  if (image === undefined)
    throw new StagebenchError('ENGINE_REQUEST', `The engine lost ${ref} after pulling it.`);
  return { name, ref, digest, source: 'registry', diffIds: image.diffIds };
}

/** The reference by digest is taken away again, unless the user had it before. */
async function pullAs(engine: Engine, byDigest: string, ref: string, options: PullOptions): Promise<void> {
  const hadIt = (await engine.inspectImage(byDigest)) !== undefined;
  if (!hadIt) await engine.pullImage(byDigest, options);
  await engine.tagImage(byDigest, ref);
  if (!hadIt) await engine.removeImage(byDigest);
}

/** How long a registry may take to say which manifest a name stands for. */
const patienceMs = 30_000;

/** Waits for a registry's answer, but not for ever, and not after an interruption. */
export async function answerWithin<T>(
  ms: number,
  answer: Promise<T>,
  name: string,
  signal?: AbortSignal,
): Promise<T> {
  const ended = AbortSignal.any([AbortSignal.timeout(ms), ...(signal ? [signal] : [])]);
  return Promise.race([
    answer,
    new Promise<never>((_, reject) => {
      const end = (): void => {
        reject(
          signal?.aborted
            ? (signal.reason as Error)
            : new StagebenchError('REGISTRY_UNREACHABLE', `The registry of ${name} does not answer.`),
        );
      };
      if (ended.aborted) end();
      else ended.addEventListener('abort', end);
    }),
  ]);
}

/** `node:24-trixie` and a digest -> `node@sha256:…`. */
export const pinned = (name: string, digest: string): string => `${splitTag(name)[0]}@${digest}`;
