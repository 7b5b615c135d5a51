import type { Claim } from '../../domain/definitions/claim.ts';
import { variantId } from '../../domain/run/plan.ts';
import { variantsOf, type JoinedRuns } from './join-runs.ts';

/** What the images of a claim stand on. */
export interface StandIns {
  /** Variants on a stand-in that plays the role of the upstream base. */
  readonly variants: readonly string[];
  /** Why a claim about Alpine is about something else here; undefined where it is not. */
  readonly notAlpine: string | undefined;
}

/** The one place that knows a stand-in: its rows say `substitute`, and its run of which C library it is. */
export function standIns({ needs, isAboutAlpine }: Claim, joined: JoinedRuns): StandIns {
  const found = needs.flatMap(variantsOf).flatMap((variant) => {
    const run = joined.of(variant);
    const row = run?.images.find((image) => variantId(image) === variantId(variant));
    if (row?.base_source !== 'substitute') return [];
    const base = run?.manifest.bases.find(({ name }) => name === row.base_ref);
    const isMusl = base?.libc === 'musl' || !row.base_ref?.includes('alpine');
    return [{ id: variantId(variant), isMusl }];
  });
  const withGlibc = [...new Set(found.filter(({ isMusl }) => !isMusl).map(({ id }) => id))];
  return {
    variants: [...new Set(found.map(({ id }) => id))],
    notAlpine:
      isAboutAlpine && withGlibc.length > 0
        ? `the Alpine bases of ${withGlibc.join(', ')} are stand-ins with glibc`
        : undefined,
  };
}
