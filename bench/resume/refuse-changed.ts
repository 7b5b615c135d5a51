import type { ResolvedBase } from '../../src/domain/base.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Machine, RunManifest } from '../../src/domain/run.ts';

/** Throws RESUME_REFUSED if anything has changed, naming all of it. */
export function refuseChanged(runId: string, changes: readonly string[]): void {
  if (changes.length === 0) return;
  throw new StagebenchError(
    'RESUME_REFUSED',
    `Run ${runId} cannot go on, since new rows would not compare with those it has:\n    ${changes.join('\n    ')}`,
  );
}

/** Dockerfiles and folders by path, what judges the samples by name. */
export function changedDefinitions(
  was: RunManifest['definitions'],
  is: RunManifest['definitions'],
): string[] {
  return [...new Set([...Object.keys(was), ...Object.keys(is)])].flatMap((file) => {
    if (was[file] === is[file]) return [];
    if (was[file] === undefined) return [`${file} was not there`];
    return [is[file] === undefined ? `${file} is not there any more` : `${file} has changed`];
  });
}

/** Another version may measure, or judge, in another way. */
export const changedVersion = (was: string, is: string): string[] => changed('Stagebench', was, is);

export const changedMachine = (was: Machine, is: Machine): string[] => [
  ...changed('the CPU', was.cpuModel, is.cpuModel),
  ...changed('the number of cores', was.cores, is.cores),
  ...changed('the kernel', was.kernel, is.kernel),
];

export const changedEngine = (was: EngineInfo, is: EngineInfo): string[] => [
  ...changed('the engine', `${was.kind} ${was.version}`, `${is.kind} ${is.version}`),
  ...changed('buildx', was.buildxVersion, is.buildxVersion),
  ...changed("the engine's image store", was.imageStore, is.imageStore),
  ...changed("the engine's storage driver", was.storageDriver, is.storageDriver),
  ...changed("the engine's kernel", was.kernel, is.kernel),
  // Last: where anything above has changed, it is another engine anyway.
  ...changed("the engine's id", was.id, is.id),
];

export function changedBases(
  was: RunManifest['bases'],
  is: readonly Pick<ResolvedBase, 'name' | 'digest'>[],
): string[] {
  const now = new Map(is.map(({ name, digest }) => [name, digest]));
  return was.flatMap(({ name, digest }) => changed(`base ${name}`, digest, now.get(name) ?? 'not there'));
}

const changed = (what: string, was: string | number, is: string | number): string[] =>
  was === is ? [] : [`${what} was ${was} and is ${is}`];
