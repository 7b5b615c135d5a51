import { imageTable } from '../../images/image-table.ts';
import { metricCells } from '../../images/metric-cells.ts';

/** What somebody who gets into a container finds there. */
export const table = imageTable({
  id: 'surface',
  about: 'packages, shells, compilers and other things that somebody who gets in finds',
  cells: metricCells('surface'),
});
