import type { ResolvedBase } from '../domain/image/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { LocalBasesRequest } from './local-bases.ts';
import { baseTag } from './recipe-hash.ts';
import { pullPinned } from './registry-bases.ts';
import { trustingBase } from './trusting-base.ts';

/**
 * A base as it was, by its digest: of one that was made here that is the id of its image, which is looked for on the engine; of one from a
 * registry that of its manifest. `fetches`: stages on it fetch, and must trust what this machine trusts. Throws BASE_GONE.
 */
export async function formerBase(
  name: string,
  digest: string | undefined,
  fetches: boolean,
  request: LocalBasesRequest,
): Promise<ResolvedBase> {
  if (digest === undefined) throw gone(name, 'nobody wrote down which one it was');
  const { engine } = request;
  const made = await engine.inspectImage(digest);
  if (made !== undefined) {
    // BuildKit takes a name, and no id.
    const ref = baseTag(name, digest.replace('sha256:', ''));
    await engine.tagImage(digest, ref);
    return { name, ref, digest, source: 'local', diffIds: made.diffIds };
  }
  try {
    const pulled = await pullPinned(engine, name, digest, {}, request.tools.signal);
    return fetches && request.extraCa !== '' ? await trustingBase(pulled, request) : pulled;
  } catch (error) {
    request.tools.signal.throwIfAborted();
    throw gone(name, `${digest} is neither on the engine nor in a registry that answers`, error);
  }
}

const gone = (name: string, why: string, cause?: unknown): StagebenchError =>
  new StagebenchError('BASE_GONE', `The base ${name} as it was cannot be had any more: ${why}.`, { cause });
