import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { BuilderInfo, EngineInfo, EngineKind } from '../../domain/engine-info.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Platform } from '../../domain/image/platform.ts';
import { runBuild } from '../docker/build/build.ts';
import type {
  AppContainer,
  BuildOptions,
  BuildOutcome,
  BuildRequest,
  ContainerRequest,
  EndedBuilds,
  Engine,
  EngineInventory,
  ImageInspection,
  PullOptions,
} from '../engine.ts';
import type { BaseLayouts } from './base-layouts.ts';
import { bringBases } from './bring-bases.ts';
import { askBuildx, pruneMs, type BuilderClient } from './builder-client.ts';
import { BuiltArchives } from './built-archives.ts';
import { checkArchive } from './check-archive.ts';
import { findBuilder, platformsOf } from './find-builder.ts';
import { recordIds } from './read-builder.ts';

/** What a builder is used with. */
export interface BuilderParts {
  readonly client: BuilderClient;
  readonly isMine: boolean;
  /** Of the buildx that drives it. */
  readonly buildxVersion: string;
  /** Has the bases, and starts what was built. */
  readonly home: Engine;
  readonly layouts: BaseLayouts;
  /** A folder for the archives that come back. */
  readonly folder: string;
}

/**
 * Builds on a buildx builder, wherever that is, and does the rest on an engine of this machine. Bases go to the builder as OCI
 * layouts, images come back as OCI archives; the engine gets an archive when somebody wants something of the image.
 */
export class BuilderEngine implements Engine {
  readonly kind: EngineKind;
  readonly #parts: BuilderParts;
  readonly #home: Engine;
  readonly #archives: BuiltArchives;
  /** Contexts of bases that the builder has, unpacked. */
  #brought: ReadonlySet<string> = new Set();

  constructor(parts: BuilderParts) {
    this.kind = parts.home.kind;
    this.#parts = parts;
    this.#home = parts.home;
    this.#archives = new BuiltArchives(parts.home);
  }

  async info(): Promise<EngineInfo> {
    const { client, isMine, buildxVersion } = this.#parts;
    const builtBy: BuilderInfo = { ...(await findBuilder(client)), isMine };
    return { ...(await this.#home.info()), buildxVersion, builder: client.name, builtBy };
  }

  platforms(): Promise<readonly (readonly string[])[]> {
    return platformsOf(this.#parts.client);
  }

  /** A builder that went away is a lost engine: what was measured is kept, and `--resume` goes on. */
  async ping(): Promise<void> {
    await this.#home.ping();
    await findBuilder(this.#parts.client).catch((error: unknown) => {
      throw new StagebenchError('ENGINE_LOST', (error as Error).message, { cause: error });
    });
  }

  /** Rejects with BUILDER_NO_ARCHIVE if no image would come back. It builds, so the cache of the builder grows. */
  checkArchive(): Promise<void> {
    return checkArchive(this.#parts.client);
  }

  async build(wanted: BuildRequest, options?: BuildOptions): Promise<BuildOutcome> {
    const { client, layouts, folder } = this.#parts;
    const contexts = await contextsOf(wanted, layouts);
    await this.#bring([...contexts.values()]);
    const archive = path.join(folder, `${wanted.tag.replace(/[^\w.-]/g, '_')}.tar`);
    await this.#archives.forget(wanted.tag);
    const outcome = await runBuild(
      { ...wanted, bases: contexts },
      {
        ...{ builder: client.name, hostNetwork: false, environment: client.environment, archive },
        ping: () => this.ping(),
      },
      options,
    );
    if (outcome.state === 'built' && wanted.pushTo === undefined) this.#archives.add(wanted, archive);
    else await rm(archive, { force: true });
    if (outcome.state === 'failed') await this.ping();
    return outcome;
  }

  async #bring(contexts: readonly string[]): Promise<void> {
    const missing = contexts.filter((context) => !this.#brought.has(context));
    await bringBases(this.#parts.client, missing);
    this.#brought = new Set([...this.#brought, ...missing]);
  }

  endBuilds(labels: readonly string[], signal?: AbortSignal): Promise<EndedBuilds> {
    return this.#home.endBuilds(labels, signal);
  }

  async inspectImage(ref: string): Promise<ImageInspection | undefined> {
    await this.#archives.load([ref]);
    return this.#home.inspectImage(ref);
  }

  async saveImages(refs: readonly string[]): Promise<Readable> {
    await this.#archives.load(refs);
    return this.#home.saveImages(refs);
  }

  pumpImages(): undefined {
    return undefined;
  }

  loadImages(archive: Readable): Promise<void> {
    return this.#home.loadImages(archive);
  }

  resolveDigest(ref: string): Promise<string> {
    return this.#home.resolveDigest(ref);
  }

  platformDigest(ref: string, platform: Platform): Promise<string | undefined> {
    return this.#home.platformDigest(ref, platform);
  }

  pullImage(ref: string, options?: PullOptions): Promise<void> {
    return this.#home.pullImage(ref, options);
  }

  async pushImage(ref: string, options?: PullOptions): Promise<void> {
    await this.#archives.load([ref]);
    return this.#home.pushImage(ref, options);
  }

  async tagImage(ref: string, tag: string): Promise<void> {
    await this.#archives.load([ref]);
    return this.#home.tagImage(ref, tag);
  }

  async removeImage(ref: string): Promise<void> {
    await this.#archives.forget(ref);
    return this.#home.removeImage(ref);
  }

  async createContainer(request: ContainerRequest): Promise<AppContainer> {
    await this.#archives.load([request.image]);
    return this.#home.createContainer(request);
  }

  /** Bases go with the rest: the next build brings them again, before its time begins. */
  async pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    if (which !== 'all' && which.length === 0) return;
    const { client } = this.#parts;
    this.#brought = new Set();
    const filter = which === 'all' ? [] : ['--filter', `id=^(${which.join('|')})$`];
    const words = ['prune', '--builder', client.name, '--all', '--force', ...filter];
    const answer = await askBuildx(client, words, pruneMs);
    if (!answer.failed) return;
    await this.ping();
    throw new StagebenchError('ENGINE_REQUEST', `The builder refused to prune its cache: ${answer.error}`);
  }

  containersWithLabel(label: string): Promise<readonly string[]> {
    return this.#home.containersWithLabel(label);
  }

  removeContainer(id: string): Promise<void> {
    return this.#home.removeContainer(id);
  }

  async imagesWithLabel(label: string): Promise<readonly string[]> {
    return [...new Set([...this.#archives.withLabel(label), ...(await this.#home.imagesWithLabel(label))])];
  }

  /** Images and containers of the engine, and the cache of the builder. */
  async inventory(): Promise<EngineInventory> {
    const { client } = this.#parts;
    const answer = await askBuildx(client, ['du', '--builder', client.name, '--verbose']);
    if (answer.failed) {
      await this.ping();
      throw new StagebenchError('ENGINE_REQUEST', `The builder does not tell its cache: ${answer.error}`);
    }
    return { ...(await this.#home.inventory()), cacheRecords: recordIds(answer.stdout) };
  }

  /** Nobody knows in which groups the builder builds, or on which machine. */
  async controlGroups(): Promise<undefined> {
    return undefined;
  }
}

async function contextsOf(
  { bases }: Pick<BuildRequest, 'bases'>,
  layouts: BaseLayouts,
): Promise<ReadonlyMap<string, string>> {
  const contexts = new Map<string, string>();
  for (const [name, ref] of bases) contexts.set(name, await layouts.contextOf(ref));
  return contexts;
}
