import { rm } from 'node:fs/promises';
import type { BuildRequest, Engine } from '../engine.ts';
import { loadableArchive } from './loadable-archive.ts';

interface Built extends Pick<BuildRequest, 'tag' | 'labels'> {
  readonly file: string;
}

/**
 * Images that came back from a builder as archives, the newest of each tag. Most of them are never asked for: only what is started
 * or read is loaded into the engine, and its file goes.
 */
export class BuiltArchives {
  readonly #engine: Pick<Engine, 'loadImages'>;
  readonly #built = new Map<string, Built>();

  constructor(engine: Pick<Engine, 'loadImages'>) {
    this.#engine = engine;
  }

  add({ tag, labels }: Pick<BuildRequest, 'tag' | 'labels'>, file: string): void {
    this.#built.set(tag, { tag, labels, file });
  }

  /** Does nothing for an image that is on the engine, or nowhere. */
  async load(refs: readonly string[]): Promise<void> {
    for (const ref of refs) {
      const built = this.#built.get(ref);
      if (built === undefined) continue;
      await this.#engine.loadImages(await loadableArchive(built.file, built.tag));
      await this.forget(ref);
    }
  }

  async forget(ref: string): Promise<void> {
    const built = this.#built.get(ref);
    if (built === undefined) return;
    this.#built.delete(ref);
    await rm(built.file, { force: true });
  }

  /** Tags of those that carry the label, `KEY` or `KEY=VALUE`. */
  withLabel(label: string): string[] {
    const [key = '', ...value] = label.split('=');
    return [...this.#built.values()].flatMap(({ tag, labels }) =>
      labels[key] !== undefined && (value.length === 0 || labels[key] === value.join('=')) ? [tag] : [],
    );
  }
}
