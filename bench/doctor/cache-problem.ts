import { StagebenchError } from '../../src/domain/errors.ts';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted } from '../../src/engine/private/trust/trusted-folder.ts';
import type { Host } from '../../src/domain/host.ts';

/** Why the cache folder cannot be used. */
export function cacheProblem({ environment }: Pick<Host, 'environment'>): StagebenchError | undefined {
  try {
    checkTrusted(cacheRootOf(environment));
    return undefined;
  } catch (error) {
    if (error instanceof StagebenchError) return error;
    throw error;
  }
}
