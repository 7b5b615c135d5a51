import { variantId, type Cell } from '../../domain/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { goodSamples, type GoodSample } from './good-samples.ts';

/** What is known of one cell: its samples that count, and what is exact of it, once for every time it was measured. */
export interface CellFacts {
  readonly samples: readonly GoodSample[];
  readonly steps: readonly number[];
  readonly sizeBytes: readonly number[];
  readonly layers: readonly number[];
}

/** An image that does not work has no size and no layers that anybody would compare. */
export function cellFacts(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): (cell: Cell) => CellFacts {
  const samplesOf = goodSamples(builds, images);
  const imageOf = new Map(images.filter(({ healthy }) => healthy).map((image) => [variantId(image), image]));
  return (cell) => {
    const samples = samplesOf(cell);
    const image = imageOf.get(variantId(cell));
    return {
      samples,
      steps: known(samples.map(({ row }) => row.steps_total)),
      sizeBytes: known([image?.size_bytes]),
      layers: known([image?.layers]),
    };
  };
}

const known = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined);
