import type { HealthProof } from '../domain/image/image.ts';
import { cellId, variantId, type Cell, type Variant, type Visit } from '../domain/run/plan.ts';
import { notPrimed, type Sample, type Trouble } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';

/** What is known of each variant while the plan is walked, and what that means for its next visits. */
export class VariantStates {
  readonly #proofs = new Map<string, HealthProof>();
  readonly #unread = new Map<string, HealthProof>();
  /** By variant: why its image could not be read the last time. */
  readonly #unreadable = new Map<string, Trouble>();
  /** By cell: what the first start of an edited image gave. */
  readonly #edits = new Map<string, Trouble | undefined>();
  readonly #coldFailure = new Map<string, { round: number; trouble: Trouble }>();

  /** Why a visit need not be built: its image does not work, or what would have primed it failed in this round. */
  blocks(visit: Visit, scenario: ScenarioDefinition | undefined): Trouble | undefined {
    const proof = this.#proofs.get(variantId(visit));
    if (proof?.works === false) return proof.trouble;
    const edit = this.#edits.get(cellId(visit));
    if (edit !== undefined && visit.phase === 'measure') return edit;
    const failure = this.#coldFailure.get(variantId(visit));
    if (
      failure?.round !== visit.round ||
      scenario === undefined ||
      scenario.cache === 'none' ||
      visit.phase === 'prime'
    )
      return undefined;
    return { code: failure.trouble.code, reason: notPrimed };
  }

  noteSample(
    {
      visit,
      state,
      trouble,
    }: {
      readonly visit: Pick<Visit, 'app' | 'strategy' | 'round' | 'phase'>;
      readonly state: Sample['state'];
      readonly trouble?: Trouble;
    },
    scenario: ScenarioDefinition | undefined,
  ): void {
    // What comes next in the chain has its prime, whatever failed before.
    if (state === 'built' && visit.phase === 'prime') this.#coldFailure.delete(variantId(visit));
    // An edit that fails leaves the cache as it was: what comes after it in the chain has its prime.
    if (state !== 'failed' || (scenario?.edit !== undefined && visit.phase === 'measure')) return;
    if (trouble !== undefined) this.#coldFailure.set(variantId(visit), { round: visit.round, trouble });
  }

  noteProof(proof: HealthProof): void {
    this.#proofs.set(variantId(proof.variant), proof);
    this.#unread.set(variantId(proof.variant), proof);
  }

  hasProof(variant: Variant): boolean {
    return this.#proofs.has(variantId(variant));
  }

  noteEdit(cell: Cell, trouble: Trouble | undefined): void {
    this.#edits.set(cellId(cell), trouble);
  }

  hasProofOfEdit(visit: Visit): boolean {
    return this.#edits.has(cellId(visit));
  }

  /** The proofs of images that are still to be read. */
  unread(): HealthProof[] {
    return [...this.#unread.values()];
  }

  noteRead(variant: Variant): void {
    this.#unread.delete(variantId(variant));
  }

  /** The image works; another try may read it. */
  noteUnreadable(variant: Variant, trouble: Trouble): void {
    this.#unreadable.set(variantId(variant), trouble);
  }

  whyUnread(variant: Variant): Trouble | undefined {
    return this.#unreadable.get(variantId(variant));
  }

  noteAllRead(): void {
    this.#unread.clear();
  }

  /** Why there is no image of a variant; undefined if no build of it was tried. */
  failureOf(variant: Variant): Trouble | undefined {
    return this.#coldFailure.get(variantId(variant))?.trouble;
  }
}
