import { imageTable } from '../../images/image-table.ts';
import { metricCells } from '../../images/metric-cells.ts';

/** How it starts, rests and stops. */
export const table = imageTable({
  id: 'start',
  about: 'how long each image takes to start and to stop, and the memory at rest',
  cells: metricCells('start'),
});
