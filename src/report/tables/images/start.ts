import { imageTable } from '../../model/image-table.ts';
import { metricCells } from '../../model/metric-cells.ts';

/** How it starts, rests and stops. */
export const table = imageTable({ id: 'start', cells: metricCells('start') });
