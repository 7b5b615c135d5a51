import type { LayerFacts } from '../../domain/image/image.ts';
import type { Inspection, PathBytes, WastedPath } from '../../domain/image/inspection.ts';
import { formatBytes } from '../../domain/units.ts';
import type { Cells, ShownTable } from '../table.ts';
import { plainTable } from '../terminal/plain-table.ts';
import { shorten } from '../terminal/shorten.ts';

/** The layers, largest paths and waste of one image. What there is nothing of has no table. */
export function inspectionDetails(inspection: Inspection): ShownTable[] {
  const { layerFacts, largestFiles, largestFolders, largestWaste, baseBytes, wasteBytes } = inspection;
  const tables: readonly [Cells, LongColumn][] = [
    [layerCells(layerFacts, baseBytes !== undefined), { keep: 'start', others: 45 }],
    [pathCells('largest files', largestFiles), { keep: 'end', others: 14 }],
    [pathCells('largest folders, with all below', largestFolders), { keep: 'end', others: 14 }],
    [wasteCells(largestWaste, wasteBytes), { keep: 'end', others: 40 }],
  ];
  return tables
    .filter(([{ rows }]) => rows.length > 0)
    .map(([cells, long]) => ({ cells, drawn: (columns) => cut(cells, long, columns) }));
}

/** The one column of a table that is as long as it likes: the last one if its beginning is kept, else the first one. */
interface LongColumn {
  readonly keep: 'start' | 'end';
  /** What the others take of a terminal. */
  readonly others: number;
}

/** A line of a terminal for each row: what is too long for it is cut. */
function cut({ head, rows, right }: Cells, { keep, others }: LongColumn, columns: number): string {
  const at = keep === 'start' ? head.length - 1 : 0;
  const shown = rows.map((row) => row.with(at, shorten(row[at] ?? '', columns - others, keep)));
  return plainTable(head, shown, right);
}

/** `owned`: whether it is known which layers are the base's. */
const layerCells = (layers: readonly LayerFacts[], owned: boolean): Cells => ({
  head: ['layer', 'size', 'files', 'waste', ...(owned ? ['of'] : []), 'made by'],
  rows: layers.map((layer) => [
    String(layer.index),
    ...(layer.empty
      ? ['–', '–', '–']
      : [formatBytes(layer.sizeBytes), String(layer.files), formatBytes(layer.wasteBytes)]),
    ...(owned ? [layer.own ? 'own' : 'base'] : []),
    layer.createdBy.replaceAll(/\s+/g, ' '),
  ]),
  right: [true, true, true, true, false, false],
});

const pathCells = (title: string, paths: readonly PathBytes[]): Cells => ({
  head: [title, 'size'],
  rows: paths.map(({ path, bytes }) => [path, formatBytes(bytes)]),
  right: [false, true],
});

const wasteCells = (wasted: readonly WastedPath[], bytesInAll: number): Cells => ({
  head: ['waste', `of ${formatBytes(bytesInAll)}`, 'layer', 'by'],
  rows: wasted.map(({ path, bytes, layer, hiddenBy, how }) => [
    path,
    formatBytes(bytes),
    String(layer),
    `${how} in ${hiddenBy}`,
  ]),
  right: [false, true, true, false],
});
