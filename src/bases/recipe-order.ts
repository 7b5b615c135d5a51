import { StagebenchError } from '../domain/errors.ts';
import type { BaseRecipe } from './recipes/recipe.ts';

/** The recipes that `names` need, parents first, each once. Throws BASE_UNKNOWN. */
export function recipeOrder(recipes: readonly BaseRecipe[], names: readonly string[]): BaseRecipe[] {
  const byName = new Map(recipes.map((recipe) => [recipe.name, recipe]));
  const ordered = new Set<BaseRecipe>();
  const visit = (name: string, child: string | undefined): void => {
    const recipe = byName.get(name);
    if (recipe === undefined) {
      const asked = child === undefined ? '' : ` (asked for by ${child})`;
      throw new StagebenchError('BASE_UNKNOWN', `There is no local recipe for the base ${name}${asked}.`);
    }
    if (ordered.has(recipe)) return;
    for (const parent of recipe.parents) visit(parent, name);
    ordered.add(recipe);
  };
  for (const name of names) visit(name, undefined);
  return [...ordered];
}
