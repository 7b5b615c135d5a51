import type { LoopbackRegistry } from '../loopback-registry.ts';
import { storedBytes } from './stored-bytes.ts';

/** Where a cache lies outside of a builder, one at a time. */
export interface CachePlace {
  /** Takes away what is there, and gives the name under which the next cache is put there: `HOST:PORT/NAME:TAG`. */
  empty(): Promise<string>;
  /** The name that was given last; undefined before. */
  readonly name: string | undefined;
  /** What lies there under that name; undefined if nobody says. */
  bytes(): Promise<number | undefined>;
  close(): Promise<void>;
}

/** A registry on loopback, started anew for each cache: no export finds layers of an earlier one. */
export class RegistryPlace implements CachePlace {
  readonly #start: () => Promise<LoopbackRegistry>;
  readonly #nameOn: (host: string) => string;
  #registry: LoopbackRegistry | undefined;
  name: string | undefined;

  constructor(start: () => Promise<LoopbackRegistry>, nameOn: (host: string) => string) {
    this.#start = start;
    this.#nameOn = nameOn;
  }

  async empty(): Promise<string> {
    await this.close();
    this.#registry = await this.#start();
    return (this.name = this.#nameOn(this.#registry.host));
  }

  async bytes(): Promise<number | undefined> {
    return this.name === undefined ? undefined : storedBytes(this.name);
  }

  async close(): Promise<void> {
    const registry = this.#registry;
    this.#registry = undefined;
    this.name = undefined;
    await registry?.close();
  }
}
