import type { ImageFacts, LayerFacts, StartFacts, SurfaceCounts } from '../domain/image/image.ts';

/** No two of the numbers are equal, so that none can stand in the column of another. */
export const surfaceCounts = (changes: Partial<SurfaceCounts> = {}): SurfaceCounts => ({
  ...{ osPackages: 88, languagePackages: 12, executables: 340, elfFiles: 510, setuidFiles: 10 },
  ...{ setgidFiles: 6, capabilityFiles: 1, worldWritableFiles: 7, shells: 2, packageManagers: 3 },
  ...{ compilers: 5, networkTools: 4, runsAsRoot: true, caBundle: false, tzdata: true, secretLikeEnv: 8 },
  namesFound: ['apt', 'bash', 'API_TOKEN'],
  ...changes,
});

/** A base of one layer; on it a step that makes none and one that does. */
export const layerFacts: readonly LayerFacts[] = [
  {
    ...{ index: 0, diffId: 'sha256:a', createdBy: 'COPY / /', empty: false, own: false },
    ...{ sizeBytes: 80, files: 9, wasteBytes: 2 },
    needless: { cache: { bytes: 21, path: '/c' }, git: { bytes: 22, path: '/.git' } },
  },
  { index: 1, createdBy: '', empty: true, own: true, sizeBytes: 0, files: 0, wasteBytes: 0, needless: {} },
  {
    ...{ index: 2, diffId: 'sha256:b', createdBy: 'RUN cat <<EOF > "a,b"\n=1\nEOF', empty: false, own: true },
    ...{ sizeBytes: 3, files: 1, wasteBytes: 0, needless: {} },
  },
];

export const imageFacts = (changes: Partial<ImageFacts> = {}): ImageFacts => ({
  ...{ imageId: 'sha256:1', platform: 'linux/amd64', sizeBytes: 83, engineSizeBytes: 90 },
  ...{ imageStore: 'graphdriver', rootfsBytes: 70, wasteBytes: 2, largestLayerBytes: 80 },
  ...{ baseBytes: 80, ownBytes: 3, layers: 2, ownLayers: 1, historySteps: 3, user: '' },
  ...{ baseRef: 'debian:trixie-slim', baseDigest: '', baseSource: 'local' },
  ...{ surface: surfaceCounts(), layerFacts },
  ...changes,
});

/** Of an app that took no notice of the signal. */
export const startFacts: StartFacts = {
  ...{ startMs: 41.98765, idleMemoryBytes: 3_063_808, stopMs: 10_040.1234, stop: 'killed' },
};
