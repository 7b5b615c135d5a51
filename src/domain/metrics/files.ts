import { buildMetrics } from './build.ts';
import { imageMetrics } from './image/image.ts';
import { layerMetrics } from './layer.ts';
import { stepMetrics } from './step.ts';
import { summaryMetrics } from './summary.ts';
import type { RowOf } from './column.ts';

/** The columns of each file of a run, in the order in which docs/columns.md tells them. */
export const fileMetrics = {
  builds: buildMetrics,
  steps: stepMetrics,
  images: imageMetrics,
  layers: layerMetrics,
  summary: summaryMetrics,
};

export type BuildRow = RowOf<typeof buildMetrics>;
export type StepRow = RowOf<typeof stepMetrics>;
export type ImageRow = RowOf<typeof imageMetrics>;
export type LayerRow = RowOf<typeof layerMetrics>;
export type SummaryRow = RowOf<typeof summaryMetrics>;
