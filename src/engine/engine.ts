import type { Readable } from 'node:stream';
import type { EngineInfo, EngineKind } from '../domain/engine-info.ts';
import type { Platform } from '../domain/image/platform.ts';
import type { MachineWatch } from '../domain/run/machine-use.ts';
import type { Step } from '../domain/run/sample.ts';
import type { ControlGroup } from '../node/cpu/control-groups.ts';

export interface BuildRequest {
  readonly contextDir: string;
  readonly dockerfile: string;
  readonly tag: string;
  /** Upstream name in FROM -> local image reference (BuildKit named contexts). */
  readonly bases: ReadonlyMap<string, string>;
  readonly labels: Readonly<Record<string, string>>;
  readonly buildArgs?: Readonly<Record<string, string>>;
  readonly noCache?: boolean;
  readonly target?: string;
  /** Attributes of the exporter, beside those that bring the image to the engine. */
  readonly output?: Readonly<Record<string, string>>;
  /** `id=NAME,src=FILE` or `id=NAME,env=VARIABLE`: the builder reads the value itself. */
  readonly secrets?: readonly string[];
  /** `default` or `NAME=SOCKET|KEY`. */
  readonly ssh?: readonly string[];
  readonly platform?: string;
  /** A cache outside of the builder, as `--cache-to` and `--cache-from` take it. */
  readonly cacheTo?: string;
  readonly cacheFrom?: string;
  /** A name in a registry that gets the image, which then lies nowhere else. */
  readonly pushTo?: string;
}

export type BuildOutcome = {
  readonly steps: readonly Step[];
  /** The builder's raw progress, one JSON object a line. */
  readonly rawLog: string;
  /**
   * From spawn to exit of the command, ms on a monotonic clock: what a person waits for, without the engine's own care for
   * its result. Absent where no command is run (the fake engine).
   */
  readonly wallMs?: number;
} & (
  | { readonly state: 'built'; readonly imageId: string }
  | {
      readonly state: 'failed';
      readonly failedStep: string;
      readonly message: string;
      readonly logTail: readonly string[];
    }
  | { readonly state: 'aborted' }
);

export interface BuildOptions {
  readonly signal?: AbortSignal;
  /** Called with the name of the step that has just started; cheap, and never more than the builder reports. */
  readonly onStep?: (name: string) => void;
}

export interface EndedBuilds {
  /** The labels of which there was one. */
  readonly ended: readonly string[];
  /** Whether the engine still builds something after that, for anyone. */
  readonly stillBuilding: boolean;
}

export interface PullOptions {
  /** What the engine reports, layer by layer. */
  readonly onProgress?: (text: string) => void;
  readonly signal?: AbortSignal;
}

export interface ImageInspection {
  readonly imageId: string;
  readonly platform: string;
  readonly diffIds: readonly string[];
  readonly historySteps: number;
  readonly user: string;
  /** Undefined where no engine is. */
  readonly engineSizeBytes: number | undefined;
  readonly labels: Readonly<Record<string, string>>;
}

export interface ContainerRequest {
  readonly image: string;
  /** The port that the app listens on; absent if it does not. */
  readonly port?: number;
  readonly labels: Readonly<Record<string, string>>;
  /** How an image is run of which nobody knows more than `docker run` does; absent for an app that keeps the rules of the samples. */
  readonly asIs?: ContainerSettings;
}

/** What `docker run` would be told. The root filesystem is writable. */
export interface ContainerSettings {
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly user?: string;
  /** Paths at which an empty volume lies, which goes with the container. */
  readonly volumes?: readonly string[];
  /** Names of other containers, and their addresses. */
  readonly hosts?: Readonly<Record<string, string>>;
  /** It listens on its port whatever PORT says, so it is not told. Nothing else may listen there. */
  readonly ownPort?: true;
  /** In place of the HEALTHCHECK of the image: a command that ends with exit code 0 if it is healthy. */
  readonly healthcheck?: readonly string[];
}

export interface AppAnswer {
  readonly status: number;
  readonly body: string;
  /** The body is larger, and only its beginning is here. */
  readonly largerThanBytes?: number;
}

/** A container that was created but not started: creating is not what a person waits for after a pull. */
export interface AppContainer {
  readonly id: string;
  start(): Promise<void>;
  /** GETs a path of the app; undefined if nothing listens yet, or nothing comes within `timeoutMs`. */
  ask(path: string, timeoutMs: number): Promise<AppAnswer | undefined>;
  /** Where other containers reach it, once it is started. */
  address(): Promise<string>;
  /** Whether its port takes connections, by IPv4 or IPv6. */
  listens(timeoutMs: number): Promise<boolean>;
  /** What the HEALTHCHECK of its image says of it; undefined if there is none. */
  health(): Promise<'starting' | 'healthy' | 'unhealthy' | undefined>;
  /** Resolves with the exit code when it has ended. */
  exitCode(): Promise<number | undefined>;
  logTail(lines: number): Promise<string>;
  /**
   * The anonymous memory of its processes at this moment, in bytes: what they have in memory that is no file's content.
   * Undefined if it does not run, or the engine cannot say.
   */
  memoryBytes(): Promise<number | undefined>;
  /**
   * Sends the signal that its image names (SIGTERM if it names none), and SIGKILL after `graceMs`. Resolves when it has
   * ended: with false if it did not run in the first place.
   */
  stop(graceMs: number): Promise<boolean>;
  /** Kills it if it still runs, and removes it with its anonymous volumes. */
  remove(): Promise<void>;
}

/** The names of everything a user may own on an engine: what a run must leave as it was. */
export interface EngineInventory {
  /** `id tag tag …`, one line an image. */
  readonly images: readonly string[];
  readonly containers: readonly string[];
  readonly volumes: readonly string[];
  readonly cacheRecords: readonly string[];
}

/** Takes a piece, which is valid until it returns, or until the promise that it gives resolves: only then the next one comes. */
export type PieceTaker = (piece: Buffer) => Promise<unknown> | undefined;

/** Where the next piece may lie; undefined if there is no room. */
export type Room = () => Uint8Array | undefined;

/** An archive that is handed on piece by piece: with nothing made for a piece, as a stream does. */
export interface PumpedArchive {
  /**
   * Asks for the archive, every time anew, and resolves after its end. Rejects with what the engine says, with what `take`
   * throws, or with the reason of the signal, at once, whatever `take` waits for. Pieces may lie where `room` says.
   */
  pump(take: PieceTaker, signal?: AbortSignal, room?: Room): Promise<void>;
}

/**
 * The narrow interface between the bench and anything that can build and run an image. Every method rejects with a
 * StagebenchError: ENGINE_LOST if the engine does not answer any more, ENGINE_REQUEST if it refuses.
 */
export interface Engine {
  readonly kind: EngineKind;
  info(): Promise<EngineInfo>;
  /** By node: the platforms that it runs, its own one first, or with stars what may be it. None is known if there is no node. */
  platforms(): Promise<readonly (readonly string[])[]>;
  /** Rejects with ENGINE_LOST if the engine does not answer. */
  ping(): Promise<void>;
  /** A failed or aborted build is an outcome, not a rejection. */
  build(request: BuildRequest, options?: BuildOptions): Promise<BuildOutcome>;
  /**
   * Ends builds with one of these labels that go on though who started them was killed, as far as they are processes of
   * this machine, and waits until the engine has let go of them. A label without a value (`KEY` for any `KEY=VALUE`) is for
   * an engine on which nobody else may build. Rejects with ENGINE_STOP if one does not end.
   */
  endBuilds(labels: readonly string[], signal?: AbortSignal): Promise<EndedBuilds>;
  /** Undefined if there is no such image. */
  inspectImage(ref: string): Promise<ImageInspection | undefined>;
  /** The images as `docker save` writes them: one archive, in which a layer that several share stands once. */
  saveImages(refs: readonly string[]): Promise<Readable>;
  /** The same in the cheapest way that there is; undefined if that is `saveImages`. */
  pumpImages(refs: readonly string[]): PumpedArchive | undefined;
  /** Takes in what `saveImages` gave, tags included. */
  loadImages(archive: Readable): Promise<void>;
  /** The manifest digest a name has in its registry now. REGISTRY_UNREACHABLE if the registry does not answer. */
  resolveDigest(ref: string): Promise<string>;
  /** The digest that an index in its registry names for a platform; undefined if it names none. Rejects as `resolveDigest` does. */
  platformDigest(ref: string, platform: Platform): Promise<string | undefined>;
  /** Pulls, and resolves when the image is there. REGISTRY_UNREACHABLE if the registry does not answer. */
  pullImage(ref: string, options?: PullOptions): Promise<void>;
  /**
   * Pushes a tag (`HOST:PORT/NAME:TAG`), and resolves when the registry has it. TRANSFER_FAILED if the registry does
   * not answer or refuses.
   */
  pushImage(ref: string, options?: PullOptions): Promise<void>;
  tagImage(ref: string, tag: string): Promise<void>;
  removeImage(ref: string): Promise<void>;
  createContainer(request: ContainerRequest): Promise<AppContainer>;
  /** Removes the build cache records whose ids are given, or all of them. */
  pruneBuildCache(which: 'all' | readonly string[]): Promise<void>;
  /** Ids of containers that carry the label. */
  containersWithLabel(label: string): Promise<readonly string[]>;
  removeContainer(id: string): Promise<void>;
  /** Tags (or ids) of images that carry the label. */
  imagesWithLabel(label: string): Promise<readonly string[]>;
  inventory(): Promise<EngineInventory>;
  /**
   * The control groups of this machine in which the engine and its builds run. Undefined if nobody can tell: the engine is on
   * another machine or in a virtual one, or shares its group with others.
   */
  controlGroups(): Promise<readonly ControlGroup[] | undefined>;
}

/** A second engine, for one build. */
export interface EmptyEngine {
  readonly engine: Engine;
  /** What else the machine does while it builds; absent: nobody looks. */
  readonly machine?: MachineWatch;
  /** Stops it and removes everything it holds. */
  readonly close: () => Promise<void>;
}
