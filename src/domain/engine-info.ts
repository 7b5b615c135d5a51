export type EngineKind = 'docker' | 'private' | 'fake';

/** What the rows and run.json say about the engine. */
export interface EngineInfo {
  readonly kind: EngineKind;
  /** Tells two engines apart, for the lock. */
  readonly id: string;
  readonly version: string;
  readonly apiVersion: string;
  readonly buildxVersion: string;
  readonly builder: string;
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
