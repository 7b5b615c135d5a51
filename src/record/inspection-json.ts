import type { Inspection, PathBytes, SurfaceNames } from '../domain/image/inspection.ts';
import { rowOf, type Column } from '../domain/metrics/column.ts';
import { identityMetrics, layersMetrics, placeMetrics } from '../domain/metrics/image/image.ts';
import { layerFactMetrics } from '../domain/metrics/layer.ts';
import { scanMetrics } from '../domain/metrics/image/scan.ts';
import { surfaceMetrics } from '../domain/metrics/image/surface.ts';

/** An inspection as a program reads it: what images.csv and layers.csv have too is called as it is there. */
export function inspectionJson(inspection: Inspection) {
  const { names, surface, baseBytes, sizeBytes } = inspection;
  const known = baseBytes !== undefined;
  const facts = { ...inspection, ...(known && { ownBytes: sizeBytes - baseBytes }) };
  return {
    image: inspection.name,
    ...rowOf(identityMetrics, facts),
    ...rowOf(placeMetrics, facts),
    ...rowOf(layersMetrics, facts),
    ...rowOf(surfaceMetrics, surface),
    ...(inspection.scan && rowOf(scanMetrics, inspection.scan)),
    // Unknown is told, not left out: a reader must not take it for none.
    os_packages: surface.osPackages ?? null,
    names: namesJson(names),
    layer_rows: inspection.layerFacts.map((layer) => ({
      ...rowOf(layerFactMetrics, layer),
      // Which layers are the base's, nobody has said.
      ...(known ? {} : { own: undefined }),
    })),
    largest_files: inspection.largestFiles.map(pathJson),
    largest_folders: inspection.largestFolders.map(pathJson),
    wasted_files: inspection.wastedFiles,
    largest_waste: inspection.largestWaste.map((waste) => ({
      ...pathJson(waste),
      ...{ layer: waste.layer, hidden_by: waste.hiddenBy, how: waste.how },
    })),
    notes: inspection.notes,
  };
}

const pathJson = ({ path, bytes }: PathBytes) => ({ path, size_bytes: bytes });

/** The names behind each count, under the name of the count. */
const namesJson = (names: SurfaceNames): Record<string, readonly string[]> =>
  Object.fromEntries(
    Object.entries<Column>(surfaceMetrics).flatMap(([name, column]) =>
      column.names === undefined ? [] : [[name, column.names.of(names)]],
    ),
  );
