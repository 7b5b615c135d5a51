import { imageTable } from '../../model/image-table.ts';
import { metricCells } from '../../model/metric-cells.ts';

/** What the image weighs, and what of it is the base's, hidden, or its own. */
export const table = imageTable({ id: 'bytes', cells: metricCells('bytes') });
