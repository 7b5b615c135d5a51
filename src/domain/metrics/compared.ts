import { buildMetrics } from './build.ts';
import type { Columns } from './column.ts';
import { imageMetrics } from './image/image.ts';

/** Of the columns of a file, those that are compared. */
type ComparedIn<Metrics> = {
  [Column in keyof Metrics]: Metrics[Column] extends { readonly compared: readonly unknown[] }
    ? Column
    : never;
}[keyof Metrics] &
  string;

type NameIn<Metrics> = {
  [Column in keyof Metrics]: Metrics[Column] extends {
    readonly compared: readonly [infer Name extends string, number];
  }
    ? Name
    : never;
}[keyof Metrics];

/** What the comparison of two cells calls an exact metric. */
export type ComparedName = NameIn<typeof buildMetrics> | NameIn<typeof imageMetrics>;

/** An exact metric that is held against that of another cell. */
interface ComparedMetric<Column extends string> {
  readonly name: ComparedName;
  readonly column: Column;
  readonly label: string;
  readonly unit: 'bytes' | 'count';
  readonly place: number;
}

function comparedIn<const Metrics extends Columns>(
  metrics: Metrics,
): readonly ComparedMetric<ComparedIn<Metrics>>[] {
  return Object.entries(metrics).flatMap(([column, { compared, label = column, unit }]) =>
    compared === undefined
      ? []
      : [
          {
            name: compared[0] as ComparedName,
            column: column as ComparedIn<Metrics>,
            label,
            unit: unit === 'bytes' ? unit : 'count',
            place: compared[1],
          },
        ],
  );
}

/** A cell has them once for each of its samples. */
export const comparedOfBuilds = comparedIn(buildMetrics);

/** A cell has them once: of its image. */
export const comparedOfImages = comparedIn(imageMetrics);

/** Every exact metric that is compared, in the order in which they are told. */
export const comparedMetrics: readonly ComparedMetric<string>[] = [
  ...comparedOfBuilds,
  ...comparedOfImages,
].toSorted((a, b) => a.place - b.place);
