import type { CachePlace } from '../exported-cache/cache-place.ts';

/** Where the fake engine exports its cache to; of a made-up size. */
export class FakeCachePlace implements CachePlace {
  #made = 0;
  name: string | undefined;

  async empty(): Promise<string> {
    this.#made += 1;
    return (this.name = `127.0.0.1:1/cache:${this.#made}`);
  }

  async bytes(): Promise<number | undefined> {
    return this.name === undefined ? undefined : 20_000_000;
  }

  async close(): Promise<void> {
    this.name = undefined;
  }
}
