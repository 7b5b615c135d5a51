import type { Inspection, PathBytes } from '../domain/inspection.ts';
import { extrasColumns } from './extras-columns.ts';
import { layerColumnsOf, surfaceColumns } from './to-rows.ts';

/** An inspection as a program reads it: what images.csv and layers.csv have too is called as it is there. */
export function inspectionJson(inspection: Inspection) {
  const { names, surface, baseBytes, ownLayers, sizeBytes } = inspection;
  const known = baseBytes !== undefined;
  return {
    image: inspection.name,
    image_id: inspection.imageId,
    platform: inspection.platform,
    user: inspection.user,
    size_bytes: sizeBytes,
    rootfs_bytes: inspection.rootfsBytes,
    waste_bytes: inspection.wasteBytes,
    largest_layer_bytes: inspection.largestLayerBytes,
    base_bytes: baseBytes,
    own_bytes: known ? sizeBytes - baseBytes : undefined,
    layers: inspection.layers,
    own_layers: ownLayers,
    history_steps: inspection.historySteps,
    ...surfaceColumns(surface),
    ...(inspection.scan && extrasColumns({ scan: inspection.scan })),
    // Unknown is told, not left out: a reader must not take it for none.
    os_packages: surface.osPackages ?? null,
    names: {
      os_packages: names.osPackages,
      language_packages: names.languagePackages,
      executables: names.executablePaths,
      shells: names.shells,
      package_managers: names.packageManagers,
      compilers: names.compilers,
      network_tools: names.networkTools,
      secret_like_env: names.secretLikeEnv,
    },
    layer_rows: inspection.layerFacts.map((layer) => ({
      ...layerColumnsOf(layer),
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
