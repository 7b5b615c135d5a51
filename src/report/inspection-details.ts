import type { LayerFacts } from '../domain/image.ts';
import type { Inspection, PathBytes, WastedPath } from '../domain/inspection.ts';
import { formatBytes } from '../domain/units.ts';
import { plainTable } from './plain-table.ts';
import { shorten } from './shorten.ts';

/** The layers, largest paths and waste of one image. `columns`: what a line may take. */
export function inspectionDetails(inspection: Inspection, columns: number): string {
  const { layerFacts, largestFiles, largestFolders, largestWaste, baseBytes, wasteBytes } = inspection;
  return [
    layersTable(layerFacts, baseBytes !== undefined, columns),
    pathsTable('largest files', largestFiles, columns),
    pathsTable('largest folders, with all below', largestFolders, columns),
    wasteTable(largestWaste, wasteBytes, columns),
  ]
    .filter((table) => table !== '')
    .join('\n');
}

/** `owned`: whether it is known which layers are the base's. */
function layersTable(layers: readonly LayerFacts[], owned: boolean, columns: number): string {
  if (layers.length === 0) return '';
  const head = ['layer', 'size', 'files', 'waste', ...(owned ? ['of'] : []), 'made by'];
  const rows = layers.map((layer) => [
    String(layer.index),
    ...(layer.empty
      ? ['–', '–', '–']
      : [formatBytes(layer.sizeBytes), String(layer.files), formatBytes(layer.wasteBytes)]),
    ...(owned ? [layer.own ? 'own' : 'base'] : []),
    shorten(layer.createdBy.replaceAll(/\s+/g, ' '), columns - 45, 'start'),
  ]);
  return plainTable(head, rows, [true, true, true, true, false, false]);
}

const pathsTable = (title: string, paths: readonly PathBytes[], columns: number): string =>
  paths.length === 0
    ? ''
    : plainTable(
        [title, 'size'],
        paths.map(({ path, bytes }) => [shorten(path, columns - 14, 'end'), formatBytes(bytes)]),
        [false, true],
      );

const wasteTable = (wasted: readonly WastedPath[], bytesInAll: number, columns: number): string =>
  wasted.length === 0
    ? ''
    : plainTable(
        ['waste', `of ${formatBytes(bytesInAll)}`, 'layer', 'by'],
        wasted.map(({ path, bytes, layer, hiddenBy, how }) => [
          shorten(path, columns - 40, 'end'),
          formatBytes(bytes),
          String(layer),
          `${how} in ${hiddenBy}`,
        ]),
        [false, true, true, false],
      );
