import { Readable } from 'node:stream';
import { isDeepStrictEqual } from 'node:util';
import type Dockerode from 'dockerode';
import type { EngineInfo, EngineKind } from '../../domain/engine-info.ts';
import type { Platform } from '../../domain/image/platform.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { ControlGroup } from '../../node/cpu/control-groups.ts';
import { execaInTime } from '../../node/execa-in-time.ts';
import type { BuilderClient } from '../builder/builder-client.ts';
import { platformsOf } from '../builder/find-builder.ts';
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
  PumpedArchive,
} from '../engine.ts';
import { untilNothingBuilds } from './build/build-cache.ts';
import { runBuild } from './build/build.ts';
import { endProcesses } from './build/end-processes.ts';
import { findBuilds } from './build/find-builds.ts';
import { ConnectionError, request, requestOptional } from './connect/api-error.ts';
import { createDocker } from './connect/create-docker.ts';
import { overSsh, promptDeadlines, usualDeadlines, type Deadlines } from './connect/deadlines.ts';
import { unixSocketOf, type DockerEndpoint } from './connect/endpoint.ts';
import { createAppContainer } from './containers.ts';
import { findControlGroups } from './control-groups.ts';
import { readEngineInfo } from './info.ts';
import { readInventory } from './inventory.ts';
import type { EngineNeeds } from './requirements.ts';
import { load } from './transfer/load.ts';
import { platformDigest } from './transfer/platform-digest.ts';
import { pull, resolveDigest } from './transfer/pull.ts';
import type { AskedImages } from './transfer/ask-for-images.ts';
import { push } from './transfer/push.ts';
import { pumpImages } from './transfer/pump-images.ts';

/** What the API answers; @types/dockerode knows neither the variant nor that a field may be missing or null. */
interface InspectedImage {
  readonly Variant?: string;
  readonly RootFS: { readonly Layers?: readonly string[] | null };
  readonly Config?: {
    readonly User?: string;
    readonly Labels?: Readonly<Record<string, string>> | null;
  } | null;
}

/** How long a prune of the build cache may take; ms. */
const pruneMs = 600_000;

/** A real engine: builds by the CLI with buildx, everything else by the API. */
export class DockerEngine implements Engine {
  readonly kind: EngineKind;
  readonly #docker: Dockerode;
  /** For what must be answered at once or never. */
  readonly #impatient: Dockerode;
  readonly #endpoint: DockerEndpoint;
  readonly #hostNetwork: boolean;
  readonly #needs: EngineNeeds;
  /** Images that it was asked for before it was known. */
  readonly #asked: AskedImages | undefined;

  private constructor(
    kind: EngineKind,
    docker: Dockerode,
    impatient: Dockerode,
    endpoint: DockerEndpoint,
    hostNetwork: boolean,
    needs: EngineNeeds,
    asked: AskedImages | undefined,
  ) {
    this.kind = kind;
    this.#docker = docker;
    this.#impatient = impatient;
    this.#endpoint = endpoint;
    this.#hostNetwork = hostNetwork;
    this.#needs = needs;
    this.#asked = asked;
  }

  /**
   * Connects and checks that the engine is good enough. Throws ENGINE_UNREACHABLE; for building also ENGINE_TOO_OLD,
   * BUILDX_MISSING. `asked`: images that are on their way from there, for the first one who wants to read them.
   */
  static async connect(
    kind: 'docker' | 'private',
    endpoint: DockerEndpoint,
    needs: EngineNeeds = 'building',
    prompt: Deadlines = promptDeadlines,
    asked?: AskedImages,
  ): Promise<DockerEngine> {
    const isFar = endpoint.host.startsWith('ssh://');
    const client = (deadlines: Deadlines) => createDocker(endpoint, isFar ? overSsh(deadlines) : deadlines);
    const impatient = client(prompt);
    const info = await readEngineInfo(kind, impatient, endpoint, needs).catch((error: unknown) => {
      if (error instanceof StagebenchError && error.code === 'ENGINE_LOST') {
        const { cause } = error;
        const denied = (cause as { code?: unknown } | undefined)?.code === 'EACCES';
        const why = cause instanceof ConnectionError ? `: ${cause.message}` : '';
        const what = denied
          ? `This user may not speak to the engine at ${endpoint.host} (permission denied).`
          : `No engine answers at ${endpoint.host}${why}.`;
        throw new StagebenchError('ENGINE_UNREACHABLE', what, { cause: error });
      }
      throw error;
    });
    return new DockerEngine(
      kind,
      client(usualDeadlines),
      impatient,
      endpoint,
      info.hostNetworkOnly,
      needs,
      asked,
    );
  }

  info(): Promise<EngineInfo> {
    return readEngineInfo(this.kind, this.#impatient, this.#endpoint, this.#needs);
  }

  platforms(): Promise<readonly (readonly string[])[]> {
    return platformsOf(this.#client);
  }

  get #client(): BuilderClient {
    const { builder: name, environment, host } = this.#endpoint;
    return { name, environment: { ...environment, DOCKER_HOST: host } };
  }

  async ping(): Promise<void> {
    await request('ping', () => this.#impatient.ping());
  }

  async build(wanted: BuildRequest, options?: BuildOptions): Promise<BuildOutcome> {
    const { builder, environment, host } = this.#endpoint;
    const outcome = await runBuild(
      wanted,
      {
        ...{ builder, hostNetwork: this.#hostNetwork, environment: { ...environment, DOCKER_HOST: host } },
        ping: () => this.ping(),
      },
      options,
    );
    if (outcome.state === 'failed') await this.ping();
    return outcome;
  }

  async endBuilds(labels: readonly string[], signal?: AbortSignal): Promise<EndedBuilds> {
    const ended: string[] = [];
    for (const label of labels) {
      const find = () => findBuilds(label, this.#endpoint.host);
      if (await endProcesses('A build', find, { signal })) ended.push(label);
    }
    return { ended, stillBuilding: !(await untilNothingBuilds(this.#docker, { signal })) };
  }

  async inspectImage(ref: string): Promise<ImageInspection | undefined> {
    const image = await requestOptional(`inspect ${ref}`, () => this.#docker.getImage(ref).inspect());
    if (image === undefined) return undefined;
    const history = (await request(`read the history of ${ref}`, () =>
      this.#docker.getImage(ref).history(),
    )) as unknown[];
    const { RootFS, Config, Variant } = image as unknown as InspectedImage;
    return {
      imageId: image.Id,
      platform: [image.Os, image.Architecture, Variant].filter(Boolean).join('/'),
      diffIds: RootFS.Layers ?? [],
      historySteps: history.length,
      user: Config?.User ?? '',
      engineSizeBytes: image.Size,
      labels: Config?.Labels ?? {},
    };
  }

  async saveImages(refs: readonly string[]): Promise<Readable> {
    // @types/dockerode lacks it.
    const docker = this.#docker as unknown as {
      getImages: (options: { names: readonly string[] }) => Promise<unknown>;
    };
    const response = await request(`save ${refs.join(', ')}`, () => docker.getImages({ names: refs }));
    if (response instanceof Readable) return response;
    throw new StagebenchError('ENGINE_REQUEST', `The engine did not send ${refs.join(', ')} as a stream.`);
  }

  pumpImages(refs: readonly string[]): PumpedArchive | undefined {
    const socketPath = unixSocketOf(this.#endpoint);
    if (socketPath === undefined) return undefined;
    const { silenceMs } = usualDeadlines;
    const asked = isDeepStrictEqual(this.#asked?.refs, refs) ? this.#asked : undefined;
    return pumpImages(refs, { socketPath, silenceMs, ping: () => this.ping(), asked });
  }

  loadImages(archive: Readable): Promise<void> {
    return load(this.#docker, archive);
  }

  resolveDigest(ref: string): Promise<string> {
    return resolveDigest(this.#docker, ref);
  }

  platformDigest(ref: string, platform: Platform): Promise<string | undefined> {
    return platformDigest(this.#client, ref, platform);
  }

  pullImage(ref: string, options?: PullOptions): Promise<void> {
    return pull(this.#docker, ref, options);
  }

  pushImage(ref: string, options?: PullOptions): Promise<void> {
    return push(this.#docker, ref, options);
  }

  async tagImage(ref: string, tag: string): Promise<void> {
    const colon = tag.lastIndexOf(':');
    await request(`tag ${ref}`, () =>
      this.#docker.getImage(ref).tag({ repo: tag.slice(0, colon), tag: tag.slice(colon + 1) }),
    );
  }

  async removeImage(ref: string): Promise<void> {
    await requestOptional(`remove ${ref}`, () => this.#docker.getImage(ref).remove({ force: true }));
  }

  createContainer(wanted: ContainerRequest): Promise<AppContainer> {
    return createAppContainer(this.#docker, wanted, this.#hostNetwork);
  }

  /**
   * By the CLI: dockerode's pruneBuilder ignores its options. Records are named in one filter, a regular expression
   * over the ids (https://docs.docker.com/reference/cli/docker/buildx/prune/#filter).
   */
  async pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    if (which !== 'all' && which.length === 0) return;
    const filter = which === 'all' ? [] : ['--filter', `id=^(${which.join('|')})$`];
    const { environment, host, builder } = this.#endpoint;
    const result = await execaInTime(
      'docker',
      ['buildx', 'prune', '--builder', builder, '--all', '--force', ...filter],
      {
        env: { ...environment, DOCKER_HOST: host },
        reject: false,
        stdin: 'ignore',
        timeout: pruneMs,
      },
    );
    if (!result.failed) return;
    await this.ping();
    throw new StagebenchError(
      'ENGINE_REQUEST',
      `The engine refused to prune the build cache: ${result.stderr}`,
    );
  }

  async containersWithLabel(label: string): Promise<readonly string[]> {
    const list = await request('list containers', () =>
      this.#docker.listContainers({ all: true, filters: { label: [label] } }),
    );
    return list.map((container) => container.Id);
  }

  async removeContainer(id: string): Promise<void> {
    await requestOptional('remove a container', () =>
      this.#docker.getContainer(id).remove({ force: true, v: true }),
    );
  }

  async imagesWithLabel(label: string): Promise<readonly string[]> {
    const list = await request('list images', () => this.#docker.listImages({ filters: { label: [label] } }));
    return list.flatMap((image) => {
      const tags = (image.RepoTags ?? []).filter((tag) => !tag.startsWith('<none>'));
      return tags.length > 0 ? tags : [image.Id];
    });
  }

  inventory(): Promise<EngineInventory> {
    return readInventory(this.#docker);
  }

  controlGroups(): Promise<readonly ControlGroup[] | undefined> {
    return findControlGroups(this.#docker, this.#endpoint);
  }
}
