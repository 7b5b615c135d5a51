import { imageTable } from '../../model/image-table.ts';
import { metricCells } from '../../model/metric-cells.ts';

/** What somebody who gets into a container finds there. */
export const table = imageTable({ id: 'surface', cells: metricCells('surface') });
