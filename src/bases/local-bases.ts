import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../domain/image/base.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { Engine } from '../engine/engine.ts';
import { recipeContext, type RecipeTools } from './recipe-context.ts';
import { baseTag, recipeHashes } from './recipe-hash.ts';
import { recipeOrder } from './recipe-order.ts';
import { extraCaFile, type BaseRecipe } from './recipes/recipe.ts';

/** Carried by every base that Stagebench makes; bases stay on the engine until `clean`. */
export const baseLabel = 'stagebench.base';

export interface LocalBasesRequest {
  readonly engine: Engine;
  readonly recipes: readonly BaseRecipe[];
  /** Folder that holds the recipes' folders. */
  readonly root: string;
  readonly extraCa: string;
  readonly tools: RecipeTools;
  /** What a log should keep. */
  readonly onProgress: (text: string) => void;
  /** What only somebody watching wants to see. */
  readonly onStep: (text: string) => void;
}

/**
 * Makes sure that the engine has the bases `names`, building what is missing, parents first. What is there already
 * (same recipe, same parents, same certificates) is reused. Throws BASE_UNKNOWN, BASE_FAILED.
 */
export async function ensureLocalBases(
  request: LocalBasesRequest,
  names: readonly string[],
): Promise<ResolvedBase[]> {
  const { engine, recipes, root, extraCa, onProgress } = request;
  const ordered = recipeOrder(recipes, names);
  const hashes = await recipeHashes(root, ordered, extraCa);
  const tagOf = (name: string) => baseTag(name, hashes.get(name) ?? '');
  const needed = await missingRecipes(engine, ordered, names, tagOf);
  const lacking = needed.find(({ name }) => names.includes(name));
  if (lacking !== undefined && engine.kind === 'none')
    throw new StagebenchError(
      'ENGINE_NOT_FOUND',
      `The base ${lacking.name} (${tagOf(lacking.name)}) does not lie in the folder \`layouts\` of the cache, and without an engine it cannot be made. A run with --builder where an engine is puts it there: make one with this cache, or copy its \`layouts\`.`,
    );
  for (const [index, recipe] of needed.entries()) {
    const head = `base ${index + 1} of ${needed.length}  ${recipe.name}`;
    onProgress(`${head}: building`);
    await buildRecipe(request, recipe, tagOf, (text) => {
      request.onStep(`${head}: ${text}`);
    });
  }
  return Promise.all(
    names.map(async (name) => {
      const ref = tagOf(name);
      const image = await engine.inspectImage(ref);
      if (image === undefined)
        throw new StagebenchError('BASE_FAILED', `The base ${name} is not on the engine after its build.`);
      const { source = 'local', libc } = recipes.find((recipe) => recipe.name === name) ?? {};
      const made = { name, ref, digest: image.imageId, source, diffIds: image.diffIds };
      return libc === undefined ? made : { ...made, libc };
    }),
  );
}

/** What has to be built, parents first: a wanted base that is not there, and of its ancestors those that are not there. */
async function missingRecipes(
  engine: Engine,
  ordered: readonly BaseRecipe[],
  names: readonly string[],
  tagOf: (name: string) => string,
): Promise<BaseRecipe[]> {
  const needed = new Set<string>();
  const wanted = new Set(names);
  for (const recipe of ordered.toReversed()) {
    if (!wanted.has(recipe.name) || (await engine.inspectImage(tagOf(recipe.name))) !== undefined) continue;
    needed.add(recipe.name);
    for (const parent of recipe.parents) wanted.add(parent);
  }
  return ordered.filter((recipe) => needed.has(recipe.name));
}

async function buildRecipe(
  request: LocalBasesRequest,
  recipe: BaseRecipe,
  tagOf: (name: string) => string,
  tell: (text: string) => void,
): Promise<void> {
  const { engine, root, extraCa, tools } = request;
  const contextDir = await recipeContext(root, recipe, extraCa, tools, tell);
  try {
    const outcome = await engine.build(
      {
        contextDir,
        dockerfile: path.join(contextDir, 'Dockerfile'),
        tag: tagOf(recipe.name),
        bases: new Map(recipe.parents.map((parent) => [parent, tagOf(parent)])),
        // A cached `apt-get update` would ask for packages that Debian has replaced since.
        noCache: true,
        labels: { [baseLabel]: recipe.name },
        buildArgs:
          recipe.trust === 'bundle-and-node' ? { EXTRA_CA_FILE: extraCa === '' ? '' : extraCaFile } : {},
      },
      { signal: tools.signal, onStep: tell },
    );
    if (outcome.state === 'built') return;
    tools.signal.throwIfAborted();
    const failure = outcome.state === 'failed' ? outcome : undefined;
    throw new StagebenchError(
      'BASE_FAILED',
      `The base ${recipe.name} cannot be built: ${failure?.failedStep}: ${failure?.message}\n${failure?.logTail.join('\n')}`,
    );
  } finally {
    await rm(contextDir, { recursive: true, force: true });
  }
}
