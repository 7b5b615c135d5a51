/** A registry that only this machine reaches, and only as long as somebody measures with it. */
export interface LoopbackRegistry {
  /** `127.0.0.1:PORT`: engines need no TLS for the loopback. */
  readonly host: string;
  /** The end of what it wrote, for the message of an error. */
  logTail(): Promise<readonly string[]>;
  /** Stops it and removes everything it stored. May be called again. */
  close(): Promise<void>;
}
