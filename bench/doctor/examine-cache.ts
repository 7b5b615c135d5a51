import { StagebenchError } from '../../src/domain/errors.ts';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted } from '../../src/engine/private/trust/trusted-folder.ts';
import type { Host } from '../../src/domain/host.ts';
import type { Finding } from './finding.ts';

/** A line about the cache folder if it cannot be used: every run has its lock there. */
export function cacheFinding({ environment }: Pick<Host, 'environment'>): Finding[] {
  try {
    checkTrusted(cacheRootOf(environment));
    return [];
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    return [{ state: 'missing', what: 'cache folder', found: error.message, fix: error.fix }];
  }
}
