import type { Readable } from 'node:stream';
import type { DockerfileStep } from '../../dockerfile/dockerfile-steps.ts';
import type { EngineInfo } from '../../domain/engine-info.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Step } from '../../domain/run/sample.ts';
import type {
  AppAnswer,
  AppContainer,
  BuildOptions,
  BuildOutcome,
  BuildRequest,
  ContainerRequest,
  Engine,
  EngineInventory,
  ImageInspection,
  PumpedArchive,
} from '../engine.ts';
import { archiveOf, imagesIn } from './fake-archive.ts';
import { FakeCache } from './fake-cache.ts';
import { FakeClock } from './fake-clock.ts';
import { fakeApp, type FakeContainer } from './fake-container.ts';
import { fakeImage, rememberedLayers, type FakeImage } from './fake-image.ts';
import { fakeSteps, someSteps } from './fake-steps.ts';
import { hasLabel, imageName, isByName } from './fake-names.ts';
import { untilAborted } from './until-aborted.ts';

/** What the fake is told to do; everything that is not said goes well. */
export interface FakeScript {
  /** Tags of images (without the run) whose build fails, e.g. `go-alpine`. */
  readonly failingBuilds?: readonly string[];
  /** What the app in an image answers; undefined: nothing ever listens. */
  readonly answer?: (
    image: string,
    path: string,
    labels: Readonly<Record<string, string>>,
  ) => AppAnswer | undefined;
  /** Images whose app says `cannot go on` and ends at once with exit code 3. */
  readonly quitters?: readonly string[];
  /** By image: the exit code of an app that is told to stop, 0 if absent. 137: it takes no notice and is killed. */
  readonly stopsWith?: Readonly<Record<string, number>>;
  /** Images of whose containers the engine does not know how much memory they use. */
  readonly unmeasured?: readonly string[];
  /** The engine stops answering after so many builds. */
  readonly buildsUntilLost?: number;
  /** Steps of these images are never taken from the cache. */
  readonly neverCached?: readonly string[];
  /** Images that the engine refuses to save. */
  readonly unreadable?: readonly string[];
  /** The steps of a build; without it every Dockerfile has the same three. */
  readonly steps?: (request: BuildRequest) => readonly DockerfileStep[];
  /** What is built, in words: the same content takes as long and gives the same image. The image's name if absent. */
  readonly content?: (request: BuildRequest) => string;
  /** How many times slower than usual the next build of this image is; 1 if absent. */
  readonly pace?: (image: string) => number;
  /** Which steps run again because their inputs have changed. */
  readonly changed?: (request: BuildRequest) => (step: DockerfileStep) => boolean;
  /** The build with this number, from 1, goes on until it is aborted. */
  readonly endlessBuild?: number;
  /** Called at the start of each build, with its number from 1, and waited for. */
  readonly onBuild?: (count: number) => unknown;
  /** Called when images are to be read, with the number of such requests from 1, and waited for. */
  readonly onSave?: (count: number) => unknown;
}

/**
 * An engine without Docker: builds take no time but move a clock, images are real tar archives, apps answer what the
 * script says. For testing and showing the harness, never for claiming that something works.
 */
export class FakeEngine implements Engine {
  readonly kind = 'fake';
  readonly clock: FakeClock;
  readonly #script: FakeScript;
  readonly #images = new Map<string, FakeImage>();
  readonly #layersOf = rememberedLayers();
  readonly #containers = new Map<string, FakeContainer>();
  readonly #cache = new FakeCache();
  #builds = 0;
  #saves = 0;
  #containersMade = 0;

  constructor(script: FakeScript = {}, clock = new FakeClock()) {
    this.#script = script;
    this.clock = clock;
  }

  info(): Promise<EngineInfo> {
    return this.#answering(() => ({
      ...{ kind: 'fake', id: 'fake', version: '0.0.0-fake', apiVersion: '1.44', buildxVersion: '0.13.0' },
      ...{ builder: 'fake', imageStore: 'graphdriver', storageDriver: 'fake', kernel: 'fake' },
      ...{ operatingSystem: 'fake', architecture: 'amd64', cpus: 2, memoryBytes: 8e9, hostNetworkOnly: true },
    }));
  }

  /** It emulates one processor. */
  platforms = () => Promise.resolve([['linux/amd64', 'linux/arm64']]);

  ping(): Promise<void> {
    return this.#answering(() => undefined);
  }

  async build(request: BuildRequest, options: BuildOptions = {}): Promise<BuildOutcome> {
    const count = (this.#builds += 1);
    await this.#script.onBuild?.(count);
    await this.ping();
    const name = imageName(request.tag);
    const namespace = request.buildArgs?.['BUILDKIT_CACHE_MOUNT_NS'] ?? '';
    const unedited = name.replace(/-edited$/, '');
    const neverCached = [name, unedited].some((image) => this.#script.neverCached?.includes(image));
    const cacheKey = ({ stage, instruction }: DockerfileStep | Step) =>
      `${namespace}/${unedited}/${stage}/${instruction}`;
    const changed = this.#script.changed?.(request);
    const content = this.#script.content?.(request) ?? name;
    const planned = fakeSteps(
      content.length,
      this.#script.steps?.(request) ?? someSteps,
      (step) =>
        !request.noCache &&
        !neverCached &&
        this.#cache.has(cacheKey(step), request.cacheFrom) &&
        changed?.(step) !== true,
      this.#script.pace?.(name),
    );
    const steps: Step[] = [];
    for (const step of planned) {
      if (options.signal?.aborted) break;
      steps.push(step);
      options.onStep?.(step.name);
      this.clock.advance(step.durationMs);
      if (this.#fails(name, step)) break;
      if (step.cacheable && !step.cached && !options.signal?.aborted) this.#cache.add(cacheKey(step));
    }
    const rawLog = `${steps.map((step) => JSON.stringify({ vertexes: [{ digest: step.name, name: step.name }] })).join('\n')}\n`;
    if (options.signal !== undefined && this.#script.endlessBuild === count)
      await untilAborted(options.signal);
    if (options.signal?.aborted) return { state: 'aborted', steps, rawLog };
    const failedStep = steps.find((step) => this.#fails(name, step))?.name;
    if (failedStep !== undefined) {
      const told = { message: 'exit code: 1', logTail: ['as the script says'] };
      return { state: 'failed', steps, rawLog, failedStep, ...told };
    }
    const image = fakeImage(this.#layersOf(content), request);
    this.#cache.export(request);
    if (request.pushTo === undefined) this.#images.set(request.tag, image);
    return { state: 'built', steps, rawLog, imageId: image.inspection.imageId };
  }

  controlGroups = () => Promise.resolve(undefined);
  endBuilds = () => this.#answering(() => ({ ended: [] as readonly string[], stillBuilding: false }));

  inspectImage(ref: string): Promise<ImageInspection | undefined> {
    return this.#answering(() => this.#images.get(ref)?.inspection);
  }

  pumpImages(): PumpedArchive | undefined {
    return undefined;
  }

  async saveImages(refs: readonly string[]): Promise<Readable> {
    this.#saves += 1;
    await this.#script.onSave?.(this.#saves);
    return this.#answering(() => {
      const images = refs.map((ref) => {
        const image = this.#images.get(ref);
        if (image === undefined) throw new StagebenchError('ENGINE_REQUEST', `No such image: ${ref}`);
        if (this.#script.unreadable?.includes(imageName(ref))) {
          throw new StagebenchError('ENGINE_REQUEST', `The engine cannot save ${ref} (as the script says).`);
        }
        return [ref, image] as const;
      });
      return archiveOf(images);
    });
  }

  async loadImages(archive: Readable): Promise<void> {
    await this.ping();
    for (const [tag, image] of await imagesIn(archive)) this.#images.set(tag, image);
  }

  platformDigest(ref: string): Promise<string> {
    return this.resolveDigest(ref);
  }

  resolveDigest(ref: string): Promise<string> {
    return Promise.reject(
      new StagebenchError('REGISTRY_UNREACHABLE', `${ref}: the fake engine knows no registry.`),
    );
  }

  async pullImage(ref: string): Promise<void> {
    await this.resolveDigest(ref);
  }

  pushImage(ref: string): Promise<void> {
    return Promise.reject(
      new StagebenchError('TRANSFER_FAILED', `${ref}: the fake engine knows no registry.`),
    );
  }

  tagImage(ref: string, tag: string): Promise<void> {
    return this.#answering(() => {
      const image = this.#images.get(ref);
      if (image === undefined) throw new StagebenchError('ENGINE_REQUEST', `No such image: ${ref}`);
      this.#images.set(tag, image);
    });
  }

  removeImage(ref: string): Promise<void> {
    return this.#answering(() => {
      this.#images.delete(ref);
    });
  }

  /** A build that fails does so at its first own step. */
  #fails(image: string, step: Step): boolean {
    return step.kind === 'step' && (this.#script.failingBuilds?.includes(image) ?? false);
  }

  createContainer(request: ContainerRequest): Promise<AppContainer> {
    return this.#answering(() => {
      if (!this.#images.has(request.image) && !isByName(request.image))
        throw new StagebenchError('ENGINE_REQUEST', `No such image: ${request.image}`);
      this.#containersMade += 1;
      const id = `fake-${this.#containersMade}`;
      const container: FakeContainer = { request, state: 'created' };
      this.#containers.set(id, container);
      return this.#handle(id, container, imageName(request.image));
    });
  }

  #handle(id: string, container: FakeContainer, image: string): AppContainer {
    const labels = this.#images.get(container.request.image)?.inspection.labels ?? {};
    const app = {
      quits: this.#script.quitters?.includes(image) ?? false,
      stopsWith: this.#script.stopsWith?.[image] ?? 0,
      // Made up, and the same each time.
      memoryBytes: this.#script.unmeasured?.includes(image) ? undefined : image.length * 1_000_000,
      answer: (path: string) =>
        isByName(container.request.image)
          ? { status: 200, body: '' }
          : this.#script.answer?.(image, path, labels),
    };
    return fakeApp(id, container, app, {
      clock: this.clock,
      answering: (answer) => this.#answering(answer),
      remove: () => this.removeContainer(id),
    });
  }

  pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    return this.#answering(() => {
      this.#cache.prune(which);
    });
  }

  containersWithLabel(label: string): Promise<readonly string[]> {
    return this.#answering(() =>
      [...this.#containers].filter(([, { request }]) => hasLabel(request.labels, label)).map(([id]) => id),
    );
  }

  removeContainer(id: string): Promise<void> {
    return this.#answering(() => {
      const container = this.#containers.get(id);
      if (container !== undefined) container.state = 'exited';
      this.#containers.delete(id);
    });
  }

  imagesWithLabel(label: string): Promise<readonly string[]> {
    return this.#answering(() =>
      [...this.#images]
        .filter(([, { inspection }]) => hasLabel(inspection.labels, label))
        .map(([tag]) => tag),
    );
  }

  inventory(): Promise<EngineInventory> {
    return this.#answering(() => ({
      images: [...Map.groupBy(this.#images, ([, { inspection }]) => inspection.imageId)]
        .map(([id, named]) => [id, ...named.map(([tag]) => tag).toSorted()].join(' '))
        .toSorted(),
      containers: [...this.#containers].map(([id, { state }]) => `${id} ${state}`).toSorted(),
      volumes: [],
      cacheRecords: this.#cache.records(),
    }));
  }

  #answering<T>(answer: () => T): Promise<T> {
    const { buildsUntilLost } = this.#script;
    if (buildsUntilLost === undefined || this.#builds <= buildsUntilLost)
      return Promise.resolve().then(answer);
    return Promise.reject(
      new StagebenchError('ENGINE_LOST', 'The engine does not answer (as the script says).'),
    );
  }
}
