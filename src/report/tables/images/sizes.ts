import { imageTable } from '../../images/image-table.ts';
import { metricCells } from '../../images/metric-cells.ts';

/** What the image weighs, and what of it is the base's, hidden, or its own. */
export const table = imageTable({
  id: 'sizes',
  about: 'bytes of each image: all of it, seen, hidden, the base’s, its own',
  cells: metricCells('sizes'),
});
