import type { ImageRecord } from '../domain/image.ts';
import { variantId, type Variant, type Visit } from '../domain/plan.ts';
import type { Sample, Trouble } from '../domain/sample.ts';
import type { ScenarioDefinition } from '../domain/scenario.ts';

/** What is known of each variant while the plan is walked, and what that means for its next visits. */
export class VariantStates {
  readonly #images = new Map<string, ImageRecord>();
  readonly #coldFailure = new Map<string, { round: number; trouble: Trouble }>();

  /** Why a visit need not be built: its image does not work, or what would have primed it failed in this round. */
  blocks(visit: Visit, scenario: ScenarioDefinition | undefined): Trouble | undefined {
    const image = this.#images.get(variantId(visit));
    if (image !== undefined && image.state !== 'built') return image.trouble;
    const failure = this.#coldFailure.get(variantId(visit));
    if (failure?.round !== visit.round || scenario?.cache !== 'primed' || visit.phase === 'prime')
      return undefined;
    return { code: failure.trouble.code, reason: `not built: the build that primes it failed in this round` };
  }

  noteSample({ visit, ...sample }: Sample): void {
    if (sample.state !== 'failed') return;
    this.#coldFailure.set(variantId(visit), { round: visit.round, trouble: sample.trouble });
  }

  noteImage(image: ImageRecord): void {
    this.#images.set(variantId(image.variant), image);
  }

  hasImage(variant: Variant): boolean {
    return this.#images.has(variantId(variant));
  }

  /** Why there is no image of a variant; undefined if no build of it was tried. */
  failureOf(variant: Variant): Trouble | undefined {
    return this.#coldFailure.get(variantId(variant))?.trouble;
  }
}
