import { constants, createGunzip } from 'node:zlib';

/** What is given at a time, bytes. */
const outputBytes = 1 << 18;

/** The inside of Node's decoder, as far as it is needed here; other versions may not have it. */
interface Inside {
  readonly _handle?: {
    readonly writeSync?: (
      flush: number,
      ...buffers: [input: Buffer, from: number, bytes: number, output: Buffer, at: number, room: number]
    ) => void;
  } | null;
  /** Room that is left in the output, bytes that are left of the input. */
  readonly _writeState?: Uint32Array;
}

/**
 * Takes gzip off at once, on the thread that asks, into one buffer that is used again and again. Node's stream makes a new
 * buffer for each piece and hands each piece to another thread: together with their garbage that took longer than inflating.
 * Node says nothing about what is used here, so `gunzipInPlace` looks first whether it is there.
 */
export class GunzipInPlace {
  readonly #gunzip = createGunzip();
  readonly #output = Buffer.allocUnsafeSlow(outputBytes);
  readonly #take: (piece: Buffer) => void;
  #ended = false;

  /** The pieces that `take` gets are only valid during the call. */
  constructor(take: (piece: Buffer) => void) {
    this.#take = take;
    // Told by #inflate.
    this.#gunzip.on('error', () => undefined);
  }

  /** Throws the error of zlib where the input is damaged. */
  write(input: Buffer): void {
    this.#inflate(input, constants.Z_NO_FLUSH);
  }

  /** To be called after the last byte. Throws if there should have been more. */
  end(): void {
    this.#inflate(Buffer.alloc(0), constants.Z_FINISH);
    this.#gunzip.destroy();
  }

  destroy(): void {
    this.#ended = true;
    this.#gunzip.destroy();
  }

  #inflate(input: Buffer, flush: number): void {
    const { _handle: handle, _writeState: state } = this.#gunzip as Inside;
    for (let left = input.length, room = 0; room === 0 && !this.#ended;) {
      const from = input.length - left;
      handle?.writeSync?.(flush, input, from, left, this.#output, 0, outputBytes);
      if (this.#gunzip.errored) throw this.#gunzip.errored;
      [room = 0, left = 0] = state ?? [];
      if (room < outputBytes) this.#take(this.#output.subarray(0, outputBytes - room));
      // Zeros may follow the last member; they are no part of it.
      if (room > 0 && left > 0) this.#ended = true;
    }
  }
}

/** Undefined where Node does not have what it takes. */
export function gunzipInPlace(take: (piece: Buffer) => void): GunzipInPlace | undefined {
  const probe = createGunzip();
  const { _handle: handle, _writeState: state } = probe as Inside;
  const there = typeof handle?.writeSync === 'function' && state instanceof Uint32Array;
  probe.destroy();
  return there ? new GunzipInPlace(take) : undefined;
}
