import { closest, distance } from 'fastest-levenshtein';
import { StagebenchError } from '../domain/errors.ts';

/**
 * Picks definitions by id, in the order of the definitions. No ids means all. Throws UNKNOWN_NAME (with the nearest
 * name) and EMPTY_SELECTION.
 */
export function select<T extends { readonly id: string }>(
  what: string,
  definitions: readonly T[],
  wanted: readonly string[] | undefined,
): readonly T[] {
  if (wanted === undefined) return definitions;
  const known = definitions.map(({ id }) => id);
  for (const id of wanted) {
    if (!known.includes(id)) throw new StagebenchError('UNKNOWN_NAME', unknownName(what, id, known));
  }
  const selected = definitions.filter(({ id }) => wanted.includes(id));
  if (selected.length === 0) {
    throw new StagebenchError('EMPTY_SELECTION', `No ${what} is selected. There are: ${known.join(', ')}.`);
  }
  return selected;
}

/** Names the nearest known name if it is near enough to be what was meant. */
export function unknownName(what: string, id: string, known: readonly string[]): string {
  const nearest = known.length === 0 ? '' : closest(id, [...known]);
  const isNear = nearest !== '' && distance(id, nearest) <= Math.max(2, Math.floor(nearest.length / 2));
  return `There is no ${what} "${id}".${isNear ? ` Did you mean "${nearest}"?` : ''} There are: ${known.join(', ')}.`;
}
