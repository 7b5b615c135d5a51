import type { CacheThrough } from '../../domain/definitions/scenario.ts';
import type { BuildRequest } from '../engine.ts';

/**
 * What exports a cache under a name (https://docs.docker.com/build/cache/backends/). An inline cache travels with its image, which is
 * pushed.
 */
export const exportingTo = (through: CacheThrough, name: string): Pick<BuildRequest, 'cacheTo' | 'pushTo'> =>
  through === 'inline'
    ? { cacheTo: 'type=inline', pushTo: name }
    : { cacheTo: `type=registry,ref=${name},mode=${through === 'registry-max' ? 'max' : 'min'}` };

/** What imports it; an inline cache is read like any other. */
export const importingFrom = (name: string): Pick<BuildRequest, 'cacheFrom'> => ({
  cacheFrom: `type=registry,ref=${name}`,
});
