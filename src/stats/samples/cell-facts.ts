import { comparedOfBuilds, comparedOfImages, type ComparedName } from '../../domain/metrics/compared.ts';
import { variantId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow } from '../../record/rows.ts';
import { goodSamples, type GoodSample } from './good-samples.ts';

/** What is known of one cell. */
export interface CellFacts {
  /** Those that count. */
  readonly samples: readonly GoodSample[];
  /** The values of each exact metric that is compared, one for every time it was measured. */
  readonly exact: Readonly<Record<ComparedName, readonly number[]>>;
}

/** An image that does not work has no size and no layers that anybody would compare. */
export function cellFacts(
  builds: readonly KeptBuild[],
  images: readonly ImageRow[],
): (cell: Cell) => CellFacts {
  const samplesOf = goodSamples(builds, images);
  const imageOf = new Map(
    images.filter(({ healthy }) => healthy !== false).map((image) => [variantId(image), image]),
  );
  return (cell) => {
    const samples = samplesOf(cell);
    const image = imageOf.get(variantId(cell));
    const exact = [
      ...comparedOfBuilds.map(
        ({ name, column }) => [name, samples.flatMap(({ rows }) => rows.map((row) => row[column]))] as const,
      ),
      ...comparedOfImages.map(({ name, column }) => [name, [image?.[column]]] as const),
    ].map(([name, values]) => [name, known(values)]);
    return { samples, exact: Object.fromEntries(exact) as CellFacts['exact'] };
  };
}

const known = (values: readonly (number | undefined)[]): number[] =>
  values.filter((value) => value !== undefined);
