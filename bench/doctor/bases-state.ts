import path from 'node:path';
import { extraCa } from '../../src/bases/extra-ca.ts';
import { baseTag, isTagOf, recipeHashes } from '../../src/bases/recipe-hash.ts';
import { recipeOrder } from '../../src/bases/recipe-order.ts';
import { recipes } from '../../src/bases/recipes/index.ts';
import { registriesAnswer, registriesReachable, registryOf } from '../../src/bases/registries-answer.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { control } from '../../src/domain/run/plan.ts';
import type { CommandContext } from '../context.ts';
import { readVariants } from '../definitions.ts';
import { baseNames } from '../../src/lease/provide-bases.ts';
import type { AskedEngine } from './engines-seen.ts';
import { everyVariant } from './every-variant.ts';
import { orKnownError } from './known-error.ts';

/** Where the bases of a run would come from, and how many of those are there. */
export interface BasesState {
  readonly source: 'registry' | 'local';
  readonly registries: readonly string[];
  readonly names: number;
  /** Undefined if nobody can tell. */
  readonly present: number | undefined;
}

/** Where the bases come from, as the engine that a run would use sees it; if that cannot say, as this machine does. */
export async function neededBases(asked: AskedEngine, context: CommandContext): Promise<BasesState> {
  // None if the Dockerfiles cannot be read, which is a line of its own.
  const variants = [...everyVariant(context.definitions), control];
  const names = await readVariants(context.root, variants).then(baseNames, () => []);
  const state = await orKnownError(() => basesState(names, asked, context));
  return state instanceof StagebenchError ? basesState(names, { tags: asked.tags }, context) : state;
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
