/** `none`: a builder builds, and there is nothing that could start an image. */
export type EngineKind = 'docker' | 'private' | 'fake' | 'none';

/** A buildx builder that builds in place of the engine. */
export interface BuilderInfo {
  /** `docker`, `docker-container`, `remote`, `kubernetes`, `cloud`. */
  readonly driver: string;
  /** Of its BuildKit; of several nodes, each that there is. */
  readonly version: string;
  readonly nodes: number;
  /** Tells two builders apart, and says of neither where it is. */
  readonly id: string;
  /** Whether its cache may be emptied. */
  readonly isMine: boolean;
}

/** What the rows and run.json say about the engine. */
export interface EngineInfo {
  readonly kind: EngineKind;
  /** Tells two engines apart, for the lock. */
  readonly id: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly buildxVersion: string;
  readonly builder: string;
  /** Absent where the engine itself builds. */
  readonly builtBy?: BuilderInfo;
  /** `containerd` (the containerd snapshotter) or `graphdriver` (overlay2 and its older kin). */
  readonly imageStore: string;
  readonly storageDriver: string;
  readonly kernel: string;
  readonly operatingSystem: string;
  readonly architecture: string;
  readonly cpus: number;
  readonly memoryBytes: number;
  /** True if containers have no network of their own, so that builds and apps use the host's. */
  readonly hostNetworkOnly: boolean;
}

/** `28.0.0`, or `remote v0.26.2 + 28.0.0` where a builder builds. What is made up ends with `-fake` in either. */
export const engineAndBuilder = ({
  version,
  builtBy,
}: {
  readonly version: string;
  readonly builtBy?: Pick<BuilderInfo, 'driver' | 'version'>;
}): string => [builtBy && `${builtBy.driver} ${builtBy.version}`, version].filter(Boolean).join(' + ');
