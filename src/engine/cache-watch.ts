import type { Engine } from './engine.ts';

/**
 * Learns which build cache records our own builds leave on an engine that others use too: those that appear between
 * `open` and `close`. A record that somebody else's build makes in that very time is taken for ours; losing it costs
 * them the time of that step once.
 */
export class CacheWatch {
  readonly #engine: Engine;
  readonly #created = new Set<string>();
  #before: ReadonlySet<string> | undefined;

  constructor(engine: Engine) {
    this.#engine = engine;
  }

  async open(): Promise<void> {
    this.#before = new Set((await this.#engine.inventory()).cacheRecords);
  }

  /** Does nothing if it is not open. */
  async close(): Promise<void> {
    const before = this.#before;
    if (before === undefined) return;
    for (const id of (await this.#engine.inventory()).cacheRecords)
      if (!before.has(id)) this.#created.add(id);
    this.#before = undefined;
  }

  async during<T>(work: () => Promise<T>): Promise<T> {
    await this.open();
    const value = await work();
    await this.close();
    return value;
  }

  /** The ids of ours that are still there. A watch that an interrupted build left open is closed first. */
  async left(): Promise<string[]> {
    await this.close();
    const { cacheRecords } = await this.#engine.inventory();
    return cacheRecords.filter((id) => this.#created.has(id));
  }
}
