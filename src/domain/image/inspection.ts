import type { LayerFacts, SurfaceCounts } from './image.ts';
import type { ScanResult } from './scan.ts';

/** A path for people, and bytes. */
export interface PathBytes {
  readonly path: string;
  readonly bytes: number;
}

/** A file that was shipped and is not seen. Layers are told by their index in the history. */
export interface WastedPath extends PathBytes {
  readonly layer: number;
  readonly hiddenBy: number;
  readonly how: 'replaced' | 'removed';
}

/** What stands behind the counts; each list in alphabetical order, no name twice. */
export interface SurfaceNames {
  /** `name version`. */
  readonly osPackages: readonly string[];
  /** `source name version`. */
  readonly languagePackages: readonly string[];
  readonly executablePaths: readonly string[];
  readonly shells: readonly string[];
  readonly packageManagers: readonly string[];
  readonly compilers: readonly string[];
  readonly networkTools: readonly string[];
  readonly secretLikeEnv: readonly string[];
}

/** Everything that is read of one image, whatever engine or file it comes from. Bytes. */
export interface Inspection {
  /** As it was asked for. */
  readonly name: string;
  /** SHA-256 of the config, which is the same on every engine. */
  readonly imageId: string;
  /** `os/arch[/variant]`. */
  readonly platform: string;
  /** As the config says it; empty means root. */
  readonly user: string;
  readonly sizeBytes: number;
  readonly rootfsBytes: number;
  readonly wasteBytes: number;
  readonly wastedFiles: number;
  readonly largestLayerBytes: number;
  /** Absent where nobody said what the base is. */
  readonly baseBytes?: number;
  readonly layers: number;
  readonly ownLayers?: number;
  readonly historySteps: number;
  readonly surface: SurfaceCounts;
  readonly names: SurfaceNames;
  readonly layerFacts: readonly LayerFacts[];
  readonly largestFiles: readonly PathBytes[];
  /** With everything below them. */
  readonly largestFolders: readonly PathBytes[];
  readonly largestWaste: readonly WastedPath[];
  /** Where a scan was asked for. */
  readonly scan?: ScanResult;
  /** What is odd about it; sentences without an end. */
  readonly notes: readonly string[];
}
