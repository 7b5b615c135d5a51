import type { CacheThrough } from '../../domain/definitions/scenario.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { MovedCache, Step } from '../../domain/run/sample.ts';
import type { BuildRequest } from '../../engine/engine.ts';
import type { CachePlace } from '../../engine/exported-cache/cache-place.ts';
import { exportingTo, importingFrom } from '../../engine/exported-cache/cache-words.ts';
import { scenarioOf, type Workbench } from '../workbench.ts';

/** A visit that moves a cache out of the builder, or into it. */
export interface Move {
  readonly through: CacheThrough;
  readonly place: CachePlace;
  /** Of the cache. */
  readonly name: string;
  readonly request: Pick<BuildRequest, 'cacheTo' | 'cacheFrom' | 'pushTo'>;
}

/** A prime exports its cache to an empty place, and the timed build behind it imports that. Undefined of any other visit. */
export async function moveOf(bench: Workbench, visit: Visit): Promise<Move | undefined> {
  const { through } = scenarioOf(bench, visit);
  if (through === undefined) return undefined;
  const { cachePlace: place } = bench;
  if (place === undefined) throw new Error(`no place for the cache of ${visit.scenario}`);
  const isExport = visit.phase === 'prime';
  const name = isExport ? await place.empty() : place.name;
  if (name === undefined) throw new Error(`${visit.scenario}: no build has exported a cache`);
  return { through, place, name, request: isExport ? exportingTo(through, name) : importingFrom(name) };
}

/** What the builder reports of it, and what lies in the registry. */
export async function movedCache(
  { through, place, request }: Move,
  steps: readonly Step[],
): Promise<MovedCache> {
  const bytes = await place.bytes();
  const msOf = (those: (step: Step) => boolean): number =>
    steps.filter(those).reduce((sum, { durationMs }) => sum + durationMs, 0);
  return {
    ...(bytes !== undefined && { bytes }),
    ...(request.cacheTo === undefined
      ? { importMs: msOf(({ name }) => name.startsWith('importing cache manifest from ')) }
      : { exportMs: msOf(through === 'inline' ? isExportOfImage : isExportOfCache) }),
  };
}

const isExportOfImage = ({ kind }: Step): boolean => kind === 'export';

/** https://github.com/moby/buildkit/blob/master/solver/llbsolver/solver.go */
const isExportOfCache = ({ name }: Step): boolean => name.startsWith('exporting cache ');
