/** How many pieces are on their way at a time, and how large each may be; bytes. */
const slots = 16;
const slotBytes = 1 << 17;

/** Who waits for room is woken when so many are left: to wake it for every piece takes as long as to parse them. */
const fewSlots = slots / 4;

/** A slot with less room than that is handed on as it is: a system call for every few bytes takes longer. Bytes. */
const leastRoom = 1 << 14;

/** What stands in the words before the lengths of the pieces. Pieces are counted from the beginning, modulo 2^32. */
const written = 0;
const taken = 1;
const state = 2;
/** Changes with every piece and at the end, so that nobody who waits for it misses one. */
const news = 3;
const lengths = 4;

/** As long as it is neither, more may come. */
const ended = 1;
const abandoned = 2;

/** Memory that two threads share: bytes pass through it from one to the other, and nothing is made for them on the way. */
export type ByteRing = SharedArrayBuffer;

const headBytes = (lengths + slots) * Int32Array.BYTES_PER_ELEMENT;

export const createRing = (): ByteRing => new SharedArrayBuffer(headBytes + slots * slotBytes);

const wordsOf = (ring: ByteRing): Int32Array<SharedArrayBuffer> => new Int32Array(ring, 0, lengths + slots);

const slotOf = (ring: ByteRing, piece: number): Uint8Array =>
  new Uint8Array(ring, headBytes + (piece & (slots - 1)) * slotBytes, slotBytes);

/** Until a word is another one than it was. */
async function changed(words: Int32Array<SharedArrayBuffer>, word: number, was: number): Promise<void> {
  const wait = Atomics.waitAsync(words, word, was);
  if (wait.async) await wait.value;
}

function count(words: Int32Array<SharedArrayBuffer>, word: number): void {
  Atomics.add(words, word, 1);
  Atomics.notify(words, word);
}

/** The end of a ring that bytes go in at. */
export class RingWriter {
  readonly #ring: ByteRing;
  readonly #words: Int32Array<SharedArrayBuffer>;
  #filled = 0;
  #isWriting = false;

  constructor(ring: ByteRing) {
    this.#ring = ring;
    this.#words = wordsOf(ring);
  }

  /** Where the next bytes may be put before they are given to `write`, which then need not copy them; undefined if there is no room, or bytes wait for it. */
  room(): Uint8Array | undefined {
    return this.#isWriting || this.#isFull() ? undefined : this.#slot().subarray(this.#filled);
  }

  /** Copies what it is given, unless it lies where `room` was; a promise is to be awaited before the next call. */
  write(chunk: Uint8Array): Promise<void> | undefined {
    if (chunk.buffer === this.#ring && chunk.byteOffset === this.#slot().byteOffset + this.#filled) {
      this.#filled += chunk.length;
      if (slotBytes - this.#filled < leastRoom) this.#hand();
      return undefined;
    }
    const rest = this.#copy(chunk);
    return rest.length === 0 ? undefined : this.#waitAndWrite(rest);
  }

  /** To be called after the last byte. */
  end(): void {
    if (this.#filled > 0) this.#hand();
    this.#close(ended);
  }

  /** Nothing more will come, though it is not all. */
  abandon(): void {
    this.#close(abandoned);
  }

  #close(how: number): void {
    Atomics.store(this.#words, state, how);
    count(this.#words, news);
  }

  async #waitAndWrite(chunk: Uint8Array): Promise<void> {
    this.#isWriting = true;
    for (let rest = chunk; rest.length > 0; rest = this.#copy(rest)) {
      const before = Atomics.load(this.#words, taken);
      if (this.#isFull()) await changed(this.#words, taken, before);
    }
    this.#isWriting = false;
  }

  /** What found no room. */
  #copy(chunk: Uint8Array): Uint8Array {
    let at = 0;
    while (at < chunk.length && !this.#isFull()) {
      const part = chunk.subarray(at, at + slotBytes - this.#filled);
      this.#slot().set(part, this.#filled);
      at += part.length;
      this.#filled += part.length;
      if (this.#filled === slotBytes) this.#hand();
    }
    return chunk.subarray(at);
  }

  /** The one that is being filled. */
  #slot(): Uint8Array {
    return slotOf(this.#ring, Atomics.load(this.#words, written));
  }

  #isFull(): boolean {
    return ((Atomics.load(this.#words, written) - Atomics.load(this.#words, taken)) | 0) === slots;
  }

  #hand(): void {
    const piece = Atomics.load(this.#words, written);
    this.#words[lengths + (piece & (slots - 1))] = this.#filled;
    this.#filled = 0;
    Atomics.add(this.#words, written, 1);
    count(this.#words, news);
  }
}

/** The end that they come out at. */
export class RingReader {
  readonly #ring: ByteRing;
  readonly #words: Int32Array<SharedArrayBuffer>;

  constructor(ring: ByteRing) {
    this.#ring = ring;
    this.#words = wordsOf(ring);
  }

  /**
   * The next piece, which is valid until `release`; undefined after the last one. Throws a plain Error if the writer has
   * given up.
   */
  async next(): Promise<Buffer | undefined> {
    for (;;) {
      const before = Atomics.load(this.#words, news);
      const how = Atomics.load(this.#words, state);
      const piece = Atomics.load(this.#words, taken);
      if (how === abandoned) throw new Error('reading has stopped');
      if (piece !== Atomics.load(this.#words, written)) return this.#slot(piece);
      if (how === ended) return undefined;
      await changed(this.#words, news, before);
    }
  }

  release(): void {
    const released = Atomics.add(this.#words, taken, 1) + 1;
    if (((Atomics.load(this.#words, written) - released) | 0) === fewSlots)
      Atomics.notify(this.#words, taken);
  }

  #slot(piece: number): Buffer {
    const { buffer, byteOffset } = slotOf(this.#ring, piece);
    return Buffer.from(buffer, byteOffset, this.#words[lengths + (piece & (slots - 1))]);
  }
}
