/** What `doctor` looks at of the machine itself. */
export interface MachineState {
  /** The folder of the engine that a run would use; undefined where it cannot be seen from here. */
  readonly engineFolder: string | undefined;
  /** On the file system of that folder; bytes. */
  readonly freeBytes: number | undefined;
  readonly basesMissing: boolean;
  /** Processes that wanted to run in the last minute, on average. */
  readonly load: number;
  readonly cores: number;
  readonly platform: string;
  /** Undefined where there is no such thing (Windows). */
  readonly uid: number | undefined;
}
