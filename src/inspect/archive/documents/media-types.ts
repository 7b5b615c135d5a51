/** Media types of what archives hold: https://github.com/opencontainers/image-spec/blob/main/media-types.md */

const indexes = new Set([
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
]);
const manifests = new Set([
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
]);
const configs = new Set([
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]);
const layer = /^application\/vnd\.(oci\.image\.layer|docker\.image\.rootfs)\./;

/** Whether an index or a manifest may be behind it; others must be ignored, says the specification of the index. */
export const isReadable = (mediaType: string): boolean =>
  mediaType === '' || indexes.has(mediaType) || manifests.has(mediaType);

/** A layer that is fetched from elsewhere and stands in no archive: Windows had such. */
export const isNeverSaved = (mediaType: string): boolean =>
  layer.test(mediaType) && /\.(nondistributable|foreign)\./.test(mediaType);

/** What says what a manifest is; a media type that is not given is an empty text. */
export interface ManifestTypes {
  readonly artifactType: string;
  readonly config: string;
  readonly layers: readonly string[];
}

/** What a manifest is about, if it is no image; undefined for an image. */
export function artifactIn({ artifactType, config, layers }: ManifestTypes): string | undefined {
  const other = layers.find((mediaType) => mediaType !== '' && !layer.test(mediaType));
  if (artifactType !== '') return named(artifactType, other ?? config);
  if (config !== '' && !configs.has(config)) return named(config, other ?? '');
  return other === undefined ? undefined : named(other, '');
}

/** What people call it. */
const kinds: readonly (readonly [RegExp, string])[] = [
  [/simplesigning|cosign|sigstore|notary/, 'a signature'],
  [/in-toto/, 'an attestation'],
  [/spdx|cyclonedx|syft/, 'an SBOM'],
  [/helm/, 'a Helm chart'],
];

/** By the first of its types that says so; types are texts of the archive: what does not look like one is not repeated. */
export function named(...types: readonly [string, ...string[]]): string {
  const printable = types.filter((type) => /^[\w.+/;=-]{1,100}$/.test(type));
  for (const type of printable) {
    const kind = kinds.find(([pattern]) => pattern.test(type));
    if (kind !== undefined) return `${kind[1]} (${type})`;
  }
  return printable[0] === undefined ? 'something of an unknown type' : `something of type ${printable[0]}`;
}
