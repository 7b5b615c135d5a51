import type { ResolvedBase } from '../domain/image/base.ts';
import { differingParts, type Environment } from '../domain/run/environment.ts';
import { StagebenchError } from '../domain/errors.ts';
import { variantId } from '../domain/run/plan.ts';
import type { BuiltFor } from '../domain/run/sample.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { BuildRow } from '../record/rows.ts';

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

/** What is known of the environment now is held against what it was then. */
export const changedEnvironment = (was: Environment, is: Environment): string[] =>
  differingParts('resume', [was, is]).map(({ inFull, values: [before = '', now = ''] }) =>
    changeText(inFull, before, now),
  );

export function changedBases(
  was: RunManifest['bases'],
  is: readonly Pick<ResolvedBase, 'name' | 'digest'>[],
): string[] {
  const now = new Map(is.map(({ name, digest }) => [name, digest]));
  return was.flatMap(({ name, digest }) => {
    const found = now.get(name) ?? 'not there';
    return found === digest ? [] : [changeText(`base ${name}`, digest, found)];
  });
}

/** By variant: how it is built for the platform that is asked for. */
export const changedWays = (
  was: readonly BuildRow[],
  is: ReadonlyMap<string, { readonly builtFor: BuiltFor }>,
): string[] => [
  ...new Set(
    was.flatMap((row) => {
      const id = variantId(row);
      const builtFor = is.get(id)?.builtFor;
      return row.platform_by === undefined || builtFor === undefined || builtFor.by === row.platform_by
        ? []
        : [changeText(`how ${id} is built for ${builtFor.platform}`, row.platform_by, builtFor.by)];
    }),
  ),
];

const changeText = (what: string, was: string, is: string): string => `${what} was ${was} and is ${is}`;
