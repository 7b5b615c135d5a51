import { closest, distance } from 'fastest-levenshtein';
import { namedScenarios, usualScenarios, type ScenarioDefinition } from '../domain/definitions/scenario.ts';
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

/** The scenarios that are named; the usual ones if none is. */
export const selectScenarios = (
  known: readonly ScenarioDefinition[],
  wanted: readonly string[] | undefined,
): readonly ScenarioDefinition[] =>
  wanted === undefined ? usualScenarios(known) : select('scenario', namedScenarios(known), wanted);

/** Says which known name was most likely meant, if one is near enough, and lists all. `place`: where the name is missing. */
export function unknownName(what: string, id: string, known: readonly string[], place = ''): string {
  const meant = likelyMeant(id, known);
  const listed = known.length === 0 ? 'There are none.' : `There are: ${known.join(', ')}.`;
  return `There is no ${what} "${id}"${place}.${meant === undefined ? '' : ` Did you mean "${meant}"?`} ${listed}`;
}

/** A name that starts with the typed one, or the other way round (`py`, `golang`); else one with less than half mistyped. */
export function likelyMeant(id: string, known: readonly string[]): string | undefined {
  const typed = id.toLowerCase();
  const names = known.map((name) => name.toLowerCase());
  const akin = names.filter((name) => Math.min(name.length, typed.length) > 1 && isStart(name, typed));
  const candidates = akin.length > 0 ? akin : names;
  if (candidates.length === 0) return undefined;
  const nearest = closest(typed, candidates);
  const away = distance(typed, nearest);
  const isNear =
    akin.length > 0 ||
    away === 1 ||
    away < Math.max(typed.length, nearest.length) / 2 ||
    // Two letters that changed places (`wram`) count as two mistakes, and people make them often.
    (away === 2 && sortedLetters(typed) === sortedLetters(nearest));
  return isNear ? known[names.indexOf(nearest)] : undefined;
}

const sortedLetters = (text: string): string => Array.from(text).toSorted().join('');

const isStart = (a: string, b: string): boolean => a.startsWith(b) || b.startsWith(a);
