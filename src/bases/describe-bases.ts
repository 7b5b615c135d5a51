import type { BaseSource } from '../domain/base.ts';
import type { LocalBasesRequest } from './local-bases.ts';
import { baseTag, recipeHashes } from './recipe-hash.ts';
import { recipeOrder } from './recipe-order.ts';

/** One line of `bases list`. */
export interface BaseDescription {
  readonly name: string;
  readonly source: BaseSource;
  /** Image id or manifest digest; absent if the base is not on the engine. */
  readonly digest?: string;
  /** What the engine reports; bytes. */
  readonly engineSizeBytes?: number;
  /** What upstream's image takes on disk; bytes. */
  readonly publishedBytes?: number;
}

/** Looks which bases are on the engine: the local ones by their address, the pulled ones by their label-free tag. */
export async function describeBases(
  { engine, recipes, root, extraCa }: LocalBasesRequest,
  names: readonly string[],
): Promise<BaseDescription[]> {
  const known = names.filter((name) => recipes.some((recipe) => recipe.name === name));
  const hashes = await recipeHashes(root, recipeOrder(recipes, known), extraCa);
  return Promise.all(
    names.map(async (name) => {
      const recipe = recipes.find((candidate) => candidate.name === name);
      const image = recipe && (await engine.inspectImage(baseTag(name, hashes.get(name) ?? '')));
      return {
        name,
        source: recipe?.source ?? 'registry',
        ...(image === undefined ? {} : { digest: image.imageId, engineSizeBytes: image.engineSizeBytes }),
        ...(recipe?.published === undefined ? {} : { publishedBytes: recipe.published.bytes }),
      };
    }),
  );
}
