/** The build cache of the fake engine. A step that runs again leaves a record beside the old one, as BuildKit's does. */
export class FakeCache {
  readonly #latest = new Map<string, string>();
  readonly #records = new Set<string>();
  #made = 0;

  has(step: string): boolean {
    return this.#records.has(this.#latest.get(step) ?? '');
  }

  add(step: string): void {
    this.#made += 1;
    const id = `record-${this.#made}`;
    this.#latest.set(step, id);
    this.#records.add(id);
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
