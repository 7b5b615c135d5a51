import type { ClaimBuilds } from '../../domain/definitions/claim.ts';
import { engineAndBuilder } from '../../domain/engine-info.ts';
import { cellId, variantId, type Variant } from '../../domain/run/plan.ts';
import type { ClaimRows } from './claim-rows.ts';
import { rowsOfShards } from './rows-of-shards.ts';

/** Which run each variant is taken from. */
export interface JoinedRuns {
  readonly of: (variant: Variant) => ClaimRows | undefined;
  /** Those that are used, the newest first. */
  readonly runs: readonly ClaimRows[];
  readonly missing: readonly Variant[];
}

/** The variants of one line of what a claim needs. */
export const variantsOf = ({ apps, strategies }: ClaimBuilds): readonly Variant[] =>
  apps.flatMap((app) => strategies.map((strategy) => ({ app, strategy })));

/**
 * Of several runs the newest that has all rows of a variant. All variants are of one machine and engine, and of the same
 * bases, as far as they name the same ones: of the machines the one that lacks least, and of these the one measured last.
 */
export function joinRuns(needs: readonly ClaimBuilds[], all: readonly ClaimRows[]): JoinedRuns {
  const newest = all
    .flatMap(rowsOfShards)
    .toSorted((a, b) => (a.manifest.startedAt < b.manifest.startedAt ? 1 : -1));
  const places = [...Map.groupBy(newest, placeOf).values()].map((runs) => joinOne(needs, runs));
  const [best] = places.toSorted((a, b) => a.missing.length - b.missing.length);
  return best ?? joinOne(needs, []);
}

/** What two rows must have in common to be held against each other. */
const placeOf = ({ manifest: { machine, engine } }: ClaimRows): string =>
  [machine.cpuModel, machine.cores, engine.kind, engineAndBuilder(engine), engine.imageStore].join('\n');

function joinOne(needs: readonly ClaimBuilds[], runs: readonly ClaimRows[]): JoinedRuns {
  const taken = new Map<string, ClaimRows>();
  const used: ClaimRows[] = [];
  const missing = new Map<string, Variant>();
  for (const need of needs)
    for (const variant of variantsOf(need)) {
      const isEnough = (run: ClaimRows): boolean => hasRows(run, variant, need.scenarios);
      const earlier = taken.get(variantId(variant));
      const run =
        earlier !== undefined && isEnough(earlier)
          ? earlier
          : runs.find((one) => isEnough(one) && used.every((other) => sameBases(one, other)));
      if (run === undefined) missing.set(variantId(variant), variant);
      else taken.set(variantId(variant), run);
      if (run !== undefined && !used.includes(run)) used.push(run);
    }
  const of = (variant: Variant): ClaimRows | undefined => taken.get(variantId(variant));
  return { of, runs: used, missing: [...missing.values()] };
}

/** Of every scenario a build that came to an end, and of the variant what became of its image. */
function hasRows({ builds, images }: ClaimRows, variant: Variant, scenarios: readonly string[]): boolean {
  const own = new Set(
    builds.filter(({ phase, state }) => phase === 'measure' && state !== 'aborted').map(cellId),
  );
  return (
    scenarios.every((scenario) => own.has(cellId({ ...variant, scenario }))) &&
    images.some((image) => variantId(image) === variantId(variant) && image.state !== 'unread')
  );
}

function sameBases({ manifest: one }: ClaimRows, { manifest: other }: ClaimRows): boolean {
  const digests = new Map(one.bases.map(({ name, digest }) => [name, digest]));
  return other.bases.every(({ name, digest }) => (digests.get(name) ?? digest) === digest);
}
