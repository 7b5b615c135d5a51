import { arch, availableParallelism, release, totalmem } from 'node:os';
import type { Readable } from 'node:stream';
import type { EngineInfo } from '../../domain/engine-info.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { EndedBuilds, Engine, EngineInventory, ImageInspection } from '../engine.ts';
import { ImageFiles } from './image-files.ts';

/**
 * What stands behind a builder where no engine is: images are files, which can be read, and nothing can be started. What takes an engine
 * rejects with ENGINE_NOT_FOUND.
 */
export class NoEngine implements Engine {
  readonly kind = 'none';
  readonly #files: ImageFiles;

  /** `folder` is for what comes back; bases lie in `layouts`. */
  constructor(folder: string, layouts: string) {
    this.#files = new ImageFiles(folder, layouts);
  }

  async info(): Promise<EngineInfo> {
    return {
      ...{ kind: this.kind, id: this.kind, version: '', apiVersion: '', buildxVersion: '' },
      ...{ builder: '', imageStore: 'none', storageDriver: 'none', kernel: release(), operatingSystem: '' },
      ...{ architecture: arch(), cpus: availableParallelism(), memoryBytes: totalmem() },
      hostNetworkOnly: false,
    };
  }

  async platforms(): Promise<readonly (readonly string[])[]> {
    return [];
  }

  async ping(): Promise<void> {}

  build = (): Promise<never> => refuse('A build of a base');
  pullImage = (ref: string): Promise<never> => refuse(`Pulling ${ref}`);
  resolveDigest = (ref: string): Promise<never> => refuse(`The digest of ${ref}`);
  platformDigest = (ref: string): Promise<never> => refuse(`The digest of ${ref}`);
  pushImage = (ref: string): Promise<never> => refuse(`Pushing ${ref}`);
  tagImage = (ref: string): Promise<never> => refuse(`A tag of ${ref}`);
  createContainer = ({ image }: { readonly image: string }): Promise<never> =>
    refuse(`A container of ${image}`);

  async endBuilds(): Promise<EndedBuilds> {
    return { ended: [], stillBuilding: false };
  }

  async inspectImage(ref: string): Promise<ImageInspection | undefined> {
    const image = await this.#files.inspect(ref);
    return image && { ...image, engineSizeBytes: undefined };
  }

  saveImages(refs: readonly string[]): Promise<Readable> {
    return this.#files.save(refs);
  }

  pumpImages(): undefined {
    return undefined;
  }

  loadImages(archive: Readable): Promise<void> {
    return this.#files.add(archive);
  }

  removeImage(ref: string): Promise<void> {
    return this.#files.remove(ref);
  }

  async pruneBuildCache(): Promise<void> {}

  async containersWithLabel(): Promise<readonly string[]> {
    return [];
  }

  async removeContainer(): Promise<void> {}

  async imagesWithLabel(label: string): Promise<readonly string[]> {
    const [key = '', ...value] = label.split('=');
    const found: string[] = [];
    for (const tag of await this.#files.list()) {
      const is = (await this.#files.inspect(tag))?.labels[key];
      if (is !== undefined && (value.length === 0 || is === value.join('='))) found.push(tag);
    }
    return found;
  }

  async inventory(): Promise<EngineInventory> {
    const images = (await this.#files.list()).map((tag) => `- ${tag}`);
    return { images, containers: [], volumes: [], cacheRecords: [] };
  }

  async controlGroups(): Promise<undefined> {
    return undefined;
  }
}

const refuse = (what: string): Promise<never> =>
  Promise.reject(new StagebenchError('ENGINE_NOT_FOUND', `${what} takes an engine, and none is here.`));
