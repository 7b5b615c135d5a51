import type { LayerRecorder } from '../layers/layer-recorder.ts';
import { LayerScan } from '../layers/scan-layer.ts';
import type { ArchiveWork, Found } from './found.ts';
import { BeyondBound } from '../beyond-bound.ts';

/** The uncompressed bytes of something that may be a layer. */
export class LayerBytes {
  readonly #work: ArchiveWork;
  readonly #recorder: LayerRecorder;
  readonly #scan: LayerScan;
  #bytes = 0;
  #problem: Error | undefined;

  constructor(work: ArchiveWork) {
    this.#work = work;
    const recorder = work.store.record();
    this.#recorder = recorder;
    this.#scan = new LayerScan((entry) => {
      recorder.add(entry);
    }, work.digests);
  }

  write(chunk: Buffer): void {
    this.#bytes += chunk.length;
    this.#attempt(() => {
      this.#scan.write(chunk);
    });
    const pressure = this.#recorder.pressure();
    if (pressure !== undefined) this.#work.wait(pressure);
  }

  async finish(diffId: string, blob?: string): Promise<Found> {
    this.#attempt(() => {
      this.#scan.end();
    });
    const layer = { diffId, sizeBytes: this.#bytes };
    if (this.#problem !== undefined) {
      await this.discard();
      const { message } = this.#problem;
      return { kind: 'layer', ...layer, problem: { message, bound: this.#problem instanceof BeyondBound } };
    }
    await this.#work.store.keep(this.#recorder, { ...layer, digests: this.#work.digests }, blob);
    return { kind: 'layer', ...layer };
  }

  async discard(): Promise<void> {
    await this.#recorder.discard();
  }

  /** What is wrong with its tar counts only if an image has this layer. */
  #attempt(work: () => void): void {
    if (this.#problem !== undefined) return;
    try {
      work();
    } catch (error) {
      this.#problem = error as Error;
    }
  }
}
