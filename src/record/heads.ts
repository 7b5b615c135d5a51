import { buildColumns, imageColumns, layerColumns, stepColumns } from './columns.ts';
import { toCsv } from './csv.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from './rows.ts';

/** The first line of each file that grows while a run goes on. */
export const heads = {
  builds: toCsv<BuildRow>(buildColumns, []),
  steps: toCsv<StepRow>(stepColumns, []),
  layers: toCsv<LayerRow>(layerColumns, []),
  images: toCsv<ImageRow>(imageColumns, []),
};
