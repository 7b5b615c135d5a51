import path from 'node:path';
import { extraCa } from '../../src/bases/extra-ca.ts';
import { baseTag, isTagOf, recipeHashes } from '../../src/bases/recipe-hash.ts';
import { recipeOrder } from '../../src/bases/recipe-order.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { registriesAnswer, registriesReachable, registryOf } from '../../src/bases/registries-answer.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Engine } from '../../src/engine/engine.ts';
import type { CommandContext } from '../context.ts';
import type { Finding } from './finding.ts';

/** The engine that a run would use, as far as it can be asked. */
export interface AskedEngine {
  /** Absent if it does not run. */
  readonly engine?: Engine;
  /** The tags on it; undefined if nobody can tell. */
  readonly tags: readonly string[] | undefined;
}

/** Where the bases of a run would come from, and how many of those are there. */
export interface BasesState {
  readonly source: 'registry' | 'local';
  readonly registries: readonly string[];
  readonly names: number;
  /** Undefined if nobody can tell. */
  readonly present: number | undefined;
}

/** Looks; pulls and builds nothing. */
export async function basesState(
  names: readonly string[],
  { engine, tags }: AskedEngine,
  { root, environment, signal }: Pick<CommandContext, 'root' | 'environment' | 'signal'>,
): Promise<BasesState> {
  // A bundle that is damaged is told by a line of its own.
  const extra = await extraCa(undefined).catch((error: unknown) => {
    if (error instanceof StagebenchError) return '';
    throw error;
  });
  const answers =
    engine === undefined
      ? await registriesReachable(names, extra, environment)
      : await registriesAnswer(engine, names, signal);
  const common = {
    registries: [...new Set(names.map(registryOf))],
    names: names.length,
  };
  const folder = path.join(root, 'src', 'bases', 'recipes');
  const hashes = await recipeHashes(folder, recipeOrder(recipes, names), extra);
  const builtAs = (name: string): string => baseTag(name, hashes.get(name) ?? '');
  const isThere = (name: string, tag: string): boolean =>
    answers ? isTagOf(name, tag) && tag !== builtAs(name) : tag === builtAs(name);
  return {
    ...common,
    source: answers ? 'registry' : 'local',
    present: tags && names.filter((name) => tags.some((tag) => isThere(name, tag))).length,
  };
}

/** The line of `doctor`. */
export function basesFinding({ source, registries, names, present }: BasesState): Finding {
  const what = 'bases';
  const from =
    source === 'registry'
      ? `pulled: ${registries.join(', ')} answer${registries.length === 1 ? 's' : ''}`
      : `built here: not every registry answers (${registries.join(', ')})`;
  const count = present === undefined ? `${names} needed` : `${present} of ${names} are there`;
  const found = `${from}; ${count}`;
  if (present === names) return { state: 'ok', what, found };
  const fix = `a run ${source === 'registry' ? 'pulls' : 'builds'} the missing bases it needs${source === 'local' ? ' (all of them: about 10 minutes, once)' : ''}`;
  return { state: 'note', what, found, fix };
}
