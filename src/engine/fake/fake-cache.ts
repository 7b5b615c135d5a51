import type { BuildRequest } from '../engine.ts';

/** The build cache of the fake engine. A step that runs again leaves a record beside the old one, as BuildKit's does. */
export class FakeCache {
  readonly #latest = new Map<string, string>();
  readonly #records = new Set<string>();
  readonly #exported = new Map<string, ReadonlySet<string>>();
  #made = 0;

  /** Here, or in a cache that is imported. */
  has(step: string, cacheFrom?: string): boolean {
    return (
      this.#records.has(this.#latest.get(step) ?? '') ||
      (this.#exported.get(refOf(cacheFrom))?.has(step) ?? false)
    );
  }

  add(step: string): void {
    this.#made += 1;
    const id = `record-${this.#made}`;
    this.#latest.set(step, id);
    this.#records.add(id);
  }

  /** Nobody can look into the registry: what it was given is known by its name there. */
  export({ cacheTo, pushTo }: Pick<BuildRequest, 'cacheTo' | 'pushTo'>): void {
    if (cacheTo === undefined) return;
    this.#exported.set(
      pushTo ?? refOf(cacheTo),
      new Set([...this.#latest.keys()].filter((step) => this.has(step))),
    );
  }

  prune(which: 'all' | readonly string[]): void {
    if (which === 'all') this.#records.clear();
    else for (const id of which) this.#records.delete(id);
  }

  /** Ids, sorted. */
  records(): string[] {
    return [...this.#records].toSorted();
  }
}

const refOf = (words = ''): string => /(?:^|,)ref=([^,]+)/.exec(words)?.[1] ?? '';
