import path from 'node:path';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';

/** One file per engine, wherever it is addressed from. */
export const engineLockFile = (engineId: string, environment: NodeJS.ProcessEnv): string =>
  path.join(cacheRootOf(environment), 'locks', `engine-${engineId.replace(/[^\w.-]/g, '_')}.lock`);
