import { buildColumns, imageColumns, stepColumns } from './columns.ts';
import { toCsv } from './csv.ts';
import type { BuildRow, ImageRow, StepRow } from './rows.ts';

/** The first line of each file that grows while a run goes on. */
export const heads = {
  builds: toCsv<BuildRow>(buildColumns, []),
  steps: toCsv<StepRow>(stepColumns, []),
  images: toCsv<ImageRow>(imageColumns, []),
};
