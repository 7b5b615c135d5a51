import { mostSparseParts, sparseParts, type SparsePart } from './sparse-map.ts';
import { blockBytes } from './tar-header.ts';
import type { ContentSink, TarEntry } from './tar-reader.ts';

/** Nobody saves a larger one; a terabyte of zeros takes ten minutes to read. */
const largestSparse = 2 ** 40;
const zeros = Buffer.alloc(1 << 16);
/** So many bytes are handed on before anything else has its turn. */
const turnBytes = 1 << 22;

/** What is awaited while a sparse file is handed on. */
export interface Turns {
  /** Hands over what is to be waited for before more is read. */
  readonly wait: (work: Promise<unknown>) => void;
  /** Lets everything else have its turn; rejects if reading has stopped. */
  readonly turn: () => Promise<void>;
}

/**
 * Hands on a sparse file as it was before it was stored: its parts, with zeros in place of its holes
 * (https://www.gnu.org/software/tar/manual/html_node/Sparse-Formats.html). A hole may be large, so that it is handed on
 * in turns.
 */
export class WithHoles implements ContentSink {
  readonly #size: number;
  readonly #target: ContentSink;
  readonly #turns: Turns;
  /** Undefined as long as it is to be read from the content. */
  #parts: readonly SparsePart[] | undefined;
  /** Its text until then. */
  readonly #map: string[] = [];
  #mapBytes = 0;
  #mapLines = 0;
  #part = 0;
  /** Bytes that were handed on. */
  #at = 0;
  #sinceTurn = 0;
  readonly #queue: (Buffer | 'end')[] = [];
  #working = false;

  constructor({ size, sparseParts: parts }: TarEntry, target: ContentSink, turns: Turns) {
    if (size > largestSparse) throw new Error(`a sparse file of ${size} bytes, which is too large`);
    this.#size = size;
    this.#target = target;
    this.#turns = turns;
    this.#parts = parts === undefined ? undefined : this.#checked(parts);
  }

  write(piece: Buffer): void {
    this.#take(Buffer.from(piece));
  }

  end(): void {
    this.#take('end');
  }

  #take(item: Buffer | 'end'): void {
    this.#queue.push(item);
    if (this.#working) return;
    this.#working = true;
    this.#turns.wait(this.#work());
  }

  async #work(): Promise<void> {
    for (let item = this.#queue.shift(); item !== undefined; item = this.#queue.shift()) {
      if (item === 'end') {
        await this.#fill(this.#size);
        if (this.#part < (this.#parts?.length ?? 1)) throw damaged();
        this.#target.end();
      } else await this.#pass(this.#withoutMap(item));
    }
    this.#working = false;
  }

  async #pass(stored: Buffer): Promise<void> {
    for (let at = 0; at < stored.length;) {
      const part = this.#parts?.[this.#part];
      if (part === undefined) throw damaged();
      await this.#fill(part.offset);
      const piece = stored.subarray(at, at + part.offset + part.length - this.#at);
      at += piece.length;
      await this.#hand(piece);
      this.#skipEnded();
    }
  }

  /** A part without a byte is where the file ends. */
  #skipEnded(): void {
    for (;;) {
      const part = this.#parts?.[this.#part];
      if (part === undefined || part.offset + part.length > Math.max(this.#at, part.offset)) return;
      this.#part += 1;
    }
  }

  async #fill(offset: number): Promise<void> {
    while (this.#at < offset) await this.#hand(zeros.subarray(0, offset - this.#at));
  }

  async #hand(piece: Buffer): Promise<void> {
    this.#target.write(piece);
    this.#at += piece.length;
    this.#sinceTurn += piece.length;
    if (this.#sinceTurn < turnBytes) return;
    this.#sinceTurn = 0;
    await this.#turns.turn();
  }

  /** What follows the map, which fills whole blocks: how many parts there are, and two numbers for each. */
  #withoutMap(stored: Buffer): Buffer {
    let at = 0;
    while (this.#parts === undefined && at < stored.length) {
      const missing = blockBytes - (this.#mapBytes % blockBytes);
      const text = stored.toString('latin1', at, at + missing);
      at += text.length;
      this.#map.push(text);
      this.#mapBytes += text.length;
      this.#mapLines += text.split('\n').length - 1;
      if (text.length === missing) this.#readMap();
    }
    return stored.subarray(at);
  }

  #readMap(): void {
    // The number of parts lies in the first block, though that may have come in pieces.
    if (this.#mapBytes === blockBytes) this.#map.splice(0, this.#map.length, this.#map.join(''));
    const count = Number(/^\d{1,9}(?=\n)/.exec(this.#map[0] ?? '')?.[0] ?? Number.NaN);
    const lines = count * 2 + 1;
    // No number has more than 16 digits: a map that is longer is none.
    if (!(count <= mostSparseParts) || this.#mapBytes > blockBytes + lines * 17) throw damaged();
    if (this.#mapLines < lines) return;
    const numbers = this.#map.splice(0).join('').split('\n', lines).slice(1);
    this.#parts = this.#checked(sparseParts(numbers));
  }

  /** Parts are in order, and within the file. */
  #checked(parts: readonly SparsePart[]): readonly SparsePart[] {
    let end = 0;
    for (const { offset, length } of parts) {
      if (offset < end || offset + length > this.#size) throw damaged();
      end = offset + length;
    }
    this.#part = parts.findIndex(({ length }) => length > 0);
    if (this.#part === -1) this.#part = parts.length;
    return parts;
  }
}

const damaged = (): Error => new Error('a sparse file with a damaged map');
