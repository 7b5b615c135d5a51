import { createHash } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { gzipSync } from 'node:zlib';
import type { LoopbackRegistry } from '../../engine/loopback-registry.ts';
import type { Manifest } from './read-manifest.ts';

export const digestOf = (content: string | Buffer): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

const gzipLayer = 'application/vnd.docker.image.rootfs.diff.tar.gzip';
export const configSize = 100;

/** What a push of these layers would leave in a registry: blobs by digest, and the manifest. */
export function pushedForm(layers: readonly string[]): { manifest: Manifest; blobs: Map<string, Buffer> } {
  const packed = layers.map((layer) => gzipSync(layer));
  return {
    blobs: new Map(packed.map((blob) => [digestOf(blob), blob])),
    manifest: {
      config: {
        mediaType: 'application/vnd.docker.container.image.v1+json',
        digest: digestOf(layers.join()),
        size: configSize,
      },
      layers: packed.map((blob) => ({ mediaType: gzipLayer, digest: digestOf(blob), size: blob.length })),
    },
  };
}

/** Stands in for a registry: gives over HTTP what tests put into it. */
export class RegistryServer implements LoopbackRegistry {
  /** By `name:tag` or `name:digest`; a text is sent as it is. */
  readonly manifests = new Map<string, unknown>();
  readonly blobs = new Map<string, Buffer>();
  /** The paths that were asked for. */
  readonly asked: string[] = [];
  closed = 0;
  host = '';
  readonly #server = createServer((request, response) => {
    const path = request.url ?? '';
    this.asked.push(path);
    const [, name, kind, reference = ''] = /^\/v2\/(.+)\/(manifests|blobs)\/(.+)$/.exec(path) ?? [];
    const found = kind === 'blobs' ? this.blobs.get(reference) : this.manifests.get(`${name}:${reference}`);
    if (found === undefined) response.writeHead(404).end();
    else if (kind === 'manifests' && (request.headers.accept ?? '').split(', ').length !== 4)
      response.writeHead(406).end();
    else response.end(Buffer.isBuffer(found) || typeof found === 'string' ? found : JSON.stringify(found));
  });

  static async start(): Promise<RegistryServer> {
    const registry = new RegistryServer();
    await new Promise<void>((resolve) => registry.#server.listen(0, '127.0.0.1', resolve));
    registry.host = `127.0.0.1:${(registry.#server.address() as AddressInfo).port}`;
    return registry;
  }

  /** Takes an image in. Gives how many of its layers were new. */
  push(name: string, tag: string, layers: readonly string[]): number {
    const { manifest, blobs } = pushedForm(layers);
    const missing = [...blobs.keys()].filter((digest) => !this.blobs.has(digest)).length;
    for (const [digest, blob] of blobs) this.blobs.set(digest, blob);
    this.manifests.set(`${name}:${tag}`, manifest);
    return missing;
  }

  readonly logTail = () => Promise.resolve(['the last words of the registry']);

  readonly close = (): Promise<void> => {
    this.closed += 1;
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => resolve());
    });
  };
}
