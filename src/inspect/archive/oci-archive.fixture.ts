import { gzipSync } from 'node:zlib';
import { file, sha256, tarOf, type Part } from './hand-made-image.fixture.ts';

/** What an index or a manifest says about a blob. */
export interface MadeDescriptor {
  readonly mediaType?: string;
  readonly digest: string;
  readonly size: number;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly urls?: readonly string[];
}

const vendor = 'application/vnd.oci.image.';
export const types = {
  config: `${vendor}config.v1+json`,
  manifest: `${vendor}manifest.v1+json`,
  index: `${vendor}index.v1+json`,
  layer: `${vendor}layer.v1.tar+gzip`,
};

/** How an image differs from a plain one. */
interface Differences {
  readonly layers: readonly Buffer[];
  readonly compress?: (tar: Buffer) => Buffer;
  /** Of the config. */
  readonly config?: object;
  /** Layers are named in the manifest, and not put into the archive. */
  readonly withoutLayers?: boolean;
  readonly layerType?: string;
}

/** An OCI archive that is put together blob by blob (https://github.com/opencontainers/image-spec/blob/main/image-layout.md). */
export class OciArchive {
  readonly #blobs = new Map<string, Part>();

  blob(content: string | Buffer, mediaType?: string): MadeDescriptor {
    const name = `blobs/sha256/${sha256(content)}`;
    this.#blobs.set(name, file(name, content));
    return described(content, mediaType);
  }

  manifest(config: MadeDescriptor, layers: readonly MadeDescriptor[], more: object = {}): MadeDescriptor {
    const content = { schemaVersion: 2, mediaType: types.manifest, config, layers, ...more };
    return this.blob(JSON.stringify(content), types.manifest);
  }

  config(diffIds: readonly string[], more: object = {}): MadeDescriptor {
    const rootfs = { type: 'layers', diff_ids: diffIds };
    return this.blob(
      JSON.stringify({ architecture: 'amd64', os: 'linux', config: {}, rootfs, ...more }),
      types.config,
    );
  }

  image({ layers, compress = gzipSync, config, withoutLayers, layerType }: Differences): MadeDescriptor {
    const blobs = layers.map((tar) => {
      const content = compress(tar);
      const type = layerType ?? types.layer;
      return withoutLayers === true ? described(content, type) : this.blob(content, type);
    });
    return this.manifest(
      this.config(
        layers.map((tar) => `sha256:${sha256(tar)}`),
        config,
      ),
      blobs,
    );
  }

  /** The archive; `more` are files beside its blobs. */
  tar(manifests: readonly MadeDescriptor[], more: readonly Part[] = []): Promise<Buffer> {
    const index = JSON.stringify({ schemaVersion: 2, manifests });
    const layout = file('oci-layout', '{"imageLayoutVersion":"1.0.0"}');
    return tarOf([layout, file('index.json', index), ...more, ...this.#blobs.values()]);
  }
}

const described = (content: string | Buffer, mediaType?: string): MadeDescriptor => ({
  ...(mediaType === undefined ? {} : { mediaType }),
  digest: `sha256:${sha256(content)}`,
  size: content.length,
});
