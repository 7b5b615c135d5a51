import type { Manifest, ManifestBlob } from './read-manifest.ts';

/** Each layer's blob once: one that is listed twice is stored, and travels, once. */
export const distinctLayers = ({ layers }: Manifest): ManifestBlob[] => [
  ...new Map(layers.map((layer) => [layer.digest, layer])).values(),
];

/** Bytes of the layers and the config. The manifest itself (some hundred bytes) does not count. */
export const transferBytes = (manifest: Manifest): number =>
  distinctLayers(manifest).reduce((sum, { size }) => sum + size, manifest.config.size);

/** How layers of this media type are compressed: https://github.com/opencontainers/image-spec/blob/main/layer.md */
export function compressionOf(mediaType: string): 'gzip' | 'zstd' | 'none' {
  if (/[.+]gzip$/.test(mediaType)) return 'gzip';
  return /[.+]zstd$/.test(mediaType) ? 'zstd' : 'none';
}

/** `gzip`, or `gzip+zstd` for an image whose layers differ; `none` for one without layers. */
export function compressionIn({ layers }: Manifest): string {
  const found = new Set(layers.map(({ mediaType }) => compressionOf(mediaType)));
  return found.size === 0 ? 'none' : [...found].sort().join('+');
}

/** The layers, from the bottom, that two images have in common as blobs. */
export function sharedLayers(image: Manifest, base: Manifest): ManifestBlob[] {
  const differs = image.layers.findIndex(({ digest }, index) => digest !== base.layers[index]?.digest);
  return differs === -1 ? image.layers : image.layers.slice(0, differs);
}
