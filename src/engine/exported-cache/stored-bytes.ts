import { buffer } from 'node:stream/consumers';
import { get } from '../../node/http.ts';

/** How long a registry on loopback may take for a manifest; ms. */
const answerMs = 10_000;

/** https://github.com/opencontainers/image-spec/blob/main/media-types.md, and what an older engine pushes. */
const accepted = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
].join(', ');

interface Descriptor {
  readonly digest: string;
  readonly size: number;
}

/** What a cache or an image is made of. An index of a cache names its layers where an index of images names manifests. */
interface Manifest {
  readonly config?: Descriptor;
  readonly layers?: readonly Descriptor[];
  readonly manifests?: readonly Descriptor[];
}

/**
 * What a registry on loopback holds for `HOST:PORT/NAME:TAG`: the manifest and all that it names, each blob once. Undefined if the
 * registry does not say.
 */
export async function storedBytes(name: string): Promise<number | undefined> {
  const [, host, repository, tag] = /^([^/]+)\/(.+):([^:/]+)$/.exec(name) ?? [];
  const text = await manifestText(`http://${host}/v2/${repository}/manifests/${tag}`);
  if (text === undefined) return undefined;
  const { config, layers = [], manifests = [] } = JSON.parse(text.toString('utf8')) as Manifest;
  const named = [...(config === undefined ? [] : [config]), ...layers, ...manifests];
  const sizes = new Map(named.map(({ digest, size }) => [digest, size]));
  return [...sizes.values()].reduce((sum, size) => sum + size, text.length);
}

function manifestText(url: string): Promise<Buffer | undefined> {
  return new Promise((resolve) => {
    const options = { agent: false, headers: { accept: accepted }, signal: AbortSignal.timeout(answerMs) };
    const request = get(url, options, (response) => {
      buffer(response).then(
        (body) => {
          resolve(response.statusCode === 200 ? body : undefined);
        },
        () => {
          resolve(undefined);
        },
      );
    });
    request.on('error', () => {
      resolve(undefined);
    });
  });
}
