import { buffer } from 'node:stream/consumers';
import { gunzipSync } from 'node:zlib';
import { StagebenchError } from '../../domain/errors.ts';
import type { ImageInspection, PullOptions } from '../../engine/engine.ts';
import type { FakeClock } from '../../engine/fake/fake-clock.ts';
import { FakeEngine } from '../../engine/fake/fake-engine.ts';
import { openFromRegistry } from './open-from-registry.ts';
import { readManifest } from './read-manifest.ts';
import { digestOf, type RegistryServer } from './registry-server.fixture.ts';

/** An image: the content of its layers, from the bottom up. */
export type Layers = readonly string[];

/**
 * An engine that pushes and pulls: what it pulls really comes over HTTP. On its clock a push takes 7 ms for each layer
 * that the registry does not have, a pull 100 ms and 10 ms for each layer that this engine does not have.
 */
export class StandInEngine extends FakeEngine {
  readonly #images = new Map<string, Layers>();
  readonly #registries: readonly RegistryServer[];
  readonly pulled: string[] = [];
  /** What pulls take instead, one after the other. */
  pullTimes: number[] = [];
  /** Wrong in some way, if told so. */
  says: (line: string) => string = (line) => line;
  gets: (layers: Layers) => Layers = (layers) => layers;
  onPush: (ref: string) => void = () => undefined;

  constructor(clock: FakeClock, registries: readonly RegistryServer[], images: Record<string, Layers> = {}) {
    super({}, clock);
    this.#registries = registries;
    for (const [ref, layers] of Object.entries(images)) this.hold(ref, layers);
  }

  hold(ref: string, layers: Layers): void {
    this.#images.set(ref, layers);
  }

  override inspectImage(ref: string): Promise<ImageInspection | undefined> {
    const found = [...this.#images].find(([name, layers]) => name === ref || idOf(layers) === ref)?.[1];
    return Promise.resolve(
      found && {
        imageId: idOf(found),
        platform: 'linux/amd64',
        diffIds: found.map(digestOf),
        historySteps: found.length,
        user: '',
        engineSizeBytes: 0,
        labels: {},
      },
    );
  }

  override async tagImage(ref: string, tag: string): Promise<void> {
    const layers = this.#images.get(ref);
    if (layers === undefined) throw new StagebenchError('ENGINE_REQUEST', `No such image: ${ref}`);
    this.#images.set(tag, layers);
  }

  override async removeImage(ref: string): Promise<void> {
    this.#images.delete(ref);
  }

  override async inventory() {
    const images = [...this.#images].map(([ref, layers]) =>
      ref === idOf(layers) ? ref : `${idOf(layers)} ${ref}`,
    );
    return { images, containers: [], volumes: [], cacheRecords: [] };
  }

  override async pushImage(ref: string): Promise<void> {
    this.onPush(ref);
    const { host, name, tag } = partsOf(ref);
    const registry = this.#registries.find((one) => one.host === host);
    const sent = registry?.push(name, tag, this.#images.get(ref) ?? []) ?? NaN;
    this.clock.advance(7 * sent);
  }

  override async pullImage(ref: string, options?: PullOptions): Promise<void> {
    this.pulled.push(ref);
    const { host, name, tag } = partsOf(ref);
    const { layers } = await readManifest(host, name, tag, 'linux/amd64');
    const chains = new Set(
      [...this.#images.values()].flatMap((image) => image.map((_, top) => chain(image, top))),
    );
    const got: string[] = [];
    let missing = 0;
    for (const { digest } of layers) {
      const blob = await buffer(await openFromRegistry(host, `${name}/blobs/${digest}`));
      got.push(gunzipSync(blob).toString());
      const there = chains.has(chain(got, got.length - 1));
      if (!there) missing += 1;
      options?.onProgress?.(
        this.says(`${digest.slice(7, 19)}: ${there ? 'Already exists' : 'Pull complete'}`),
      );
    }
    this.clock.advance(this.pullTimes.shift() ?? 100 + 10 * missing);
    this.#images.set(ref, this.gets(got));
  }
}

export const idOf = (layers: Layers): string => digestOf(`config of ${layers.join()}`);

/** A layer together with those below it. */
const chain = (layers: Layers, top: number): string => JSON.stringify(layers.slice(0, top + 1));

function partsOf(ref: string) {
  const [, host = '', name = '', tag = ''] = /^([^/]+)\/(.+):([^:]+)$/.exec(ref) ?? [];
  return { host, name, tag };
}
