import { namesOf } from '../../domain/metrics/column.ts';
import {
  fileMetrics,
  type BuildRow,
  type ImageRow,
  type LayerRow,
  type StepRow,
} from '../../domain/metrics/files.ts';
import { toCsv } from './to-csv.ts';

/** The columns of each file, in order. csv-stringify drops every key that is not named here. */
export const buildColumns = namesOf(fileMetrics.builds);
export const stepColumns = namesOf(fileMetrics.steps);
export const imageColumns = namesOf(fileMetrics.images);
export const layerColumns = namesOf(fileMetrics.layers);
export const summaryColumns = namesOf(fileMetrics.summary);

/** The first line of each file that grows while a run goes on. */
export const heads = {
  builds: toCsv<BuildRow>(buildColumns, []),
  steps: toCsv<StepRow>(stepColumns, []),
  layers: toCsv<LayerRow>(layerColumns, []),
  images: toCsv<ImageRow>(imageColumns, []),
};
