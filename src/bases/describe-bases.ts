import type { BaseSource } from '../domain/image/base.ts';
import type { ImageInspection } from '../engine/engine.ts';
import { baseLabel, type LocalBasesRequest } from './local-bases.ts';
import { baseTag, isTagOf, recipeHashes } from './recipe-hash.ts';
import { recipeOrder } from './recipe-order.ts';

/** One line of `bases list`. */
export interface BaseDescription {
  readonly name: string;
  readonly source: BaseSource;
  /** The name it has on the engine; absent, as what follows, if it is not there. */
  readonly ref?: string;
  /** The image's id. */
  readonly digest?: string;
  /** What the engine reports; bytes. */
  readonly engineSizeBytes?: number;
  /** What upstream's image takes on disk; bytes. */
  readonly publishedBytes?: number;
}

/**
 * Looks which bases are on the engine, from where `choice` says: those built here by their address, those pulled by
 * the name we gave them. With `auto` that is all there is of a base; what is not there at all is told as not there.
 */
export async function describeBases(
  choice: 'auto' | 'registry' | 'local',
  { engine, recipes, root, extraCa }: LocalBasesRequest,
  names: readonly string[],
): Promise<BaseDescription[]> {
  const known = names.filter((name) => recipes.some((recipe) => recipe.name === name));
  const hashes = await recipeHashes(root, recipeOrder(recipes, known), extraCa);
  const tags = (await engine.inventory()).images.flatMap((line) => line.split(' ').slice(1));
  const described = await Promise.all(
    names.map(async (name) => {
      const recipe = recipes.find((candidate) => candidate.name === name);
      const published = recipe?.published && { publishedBytes: recipe.published.bytes };
      const describe = (source: BaseSource, ref: string, image: ImageInspection) => {
        return {
          name,
          source,
          ref,
          digest: image.imageId,
          ...(image.engineSizeBytes !== undefined && { engineSizeBytes: image.engineSizeBytes }),
          ...published,
        };
      };
      const found: BaseDescription[] = [];
      if (choice !== 'local') {
        for (const ref of tags.filter((tag) => isTagOf(name, tag))) {
          const image = await engine.inspectImage(ref);
          if (image !== undefined && !(baseLabel in image.labels))
            found.push(describe('registry', ref, image));
        }
      }
      if (choice !== 'registry' && recipe !== undefined) {
        const ref = baseTag(name, hashes.get(name) ?? '');
        const image = await engine.inspectImage(ref);
        if (image !== undefined) found.push(describe(recipe.source, ref, image));
      }
      const source: BaseSource = (choice === 'registry' ? undefined : recipe?.source) ?? 'registry';
      return found.length > 0 ? found : [{ name, source, ...published }];
    }),
  );
  return described.flat();
}
