import type { Selection } from '../../domain/run/job.ts';
import { variantId, type Plan, type Variant } from '../../domain/run/plan.ts';

/**
 * The smallest parts of a plan between which nothing is compared, in its order, each with its variants. An app is one part, unless its
 * suite says what is held against what: then each baseline is one with its partners, and what is held against nothing stays with
 * the first of these, so that a pair of twins is measured wherever its app is. What claims hold against each other is one part.
 */
export function partsOf(
  { variants }: Pick<Plan, 'variants'>,
  { arms, together = [] }: Pick<Selection, 'arms' | 'together'>,
): readonly (readonly Variant[])[] {
  const groups = new Groups(variants.map(variantId));
  if (together.length > 0) for (const ids of together) groups.join(ids);
  else for (const ofApp of Map.groupBy(variants, ({ app }) => app).values()) joinApp(ofApp, arms, groups);
  return [...Map.groupBy(variants, (variant) => groups.of(variantId(variant))).values()];
}

function joinApp(variants: readonly Variant[], arms: Selection['arms'], groups: Groups): void {
  const pairs = variants.flatMap(({ app, strategy }) => {
    const baseline = arms.get(strategy)?.baseline;
    return baseline === undefined
      ? []
      : [[variantId({ app, strategy: baseline }), variantId({ app, strategy })]];
  });
  for (const pair of pairs) groups.join(pair);
  const paired = new Set(pairs.flat());
  const alone = variants.map(variantId).filter((id) => !paired.has(id));
  groups.join([...(pairs[0] ?? []), ...alone]);
}

/** Things that belong together, by their ids. */
class Groups {
  readonly #above: Map<string, string>;

  constructor(ids: readonly string[]) {
    this.#above = new Map(ids.map((id) => [id, id]));
  }

  /** The id that stands for the group of this one. */
  of(id: string): string {
    let top = id;
    for (let above = this.#above.get(top); above !== undefined && above !== top; above = this.#above.get(top))
      top = above;
    return top;
  }

  /** Makes one group of them; ids that are not there count for nothing. */
  join(ids: readonly string[]): void {
    const [first, ...others] = ids.filter((id) => this.#above.has(id));
    if (first === undefined) return;
    for (const other of others) this.#above.set(this.of(other), this.of(first));
  }
}
