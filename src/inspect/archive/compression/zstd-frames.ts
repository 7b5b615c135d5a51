import { Transform, type TransformCallback } from 'node:stream';
import { constants, createZstdDecompress, type ZstdDecompress } from 'node:zlib';

/** What decoders give at a time, bytes; the 16 KiB of Node cost twice the time. */
export const decodedChunkBytes = 1 << 16;

/** 512 MiB, as the decoder of the engines takes (https://pkg.go.dev/github.com/klauspost/compress/zstd#WithDecoderMaxWindow). */
const largestWindow = 29;

/**
 * Takes zstd off, of as many frames as there are, one after another (RFC 8878, section 3): layers in zstd:chunked have
 * thousands (https://github.com/containers/storage/blob/main/docs/containers-storage-zstd-chunked.md). Node's decoder
 * stops after the first that ends in the middle of a chunk, and drops the rest of it.
 */
export class ZstdFrames extends Transform {
  #decoder = this.#begin();

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    const decoder = this.#decoder;
    const before = decoder.bytesWritten;
    decoder.write(chunk, (error) => {
      const rest = chunk.subarray(decoder.bytesWritten - before);
      const goOn = () => {
        this.#decoder = this.#begin();
        this._transform(rest, _, done);
      };
      // Of an error, the decoder itself tells.
      if (error || rest.length === 0) done();
      else if (decoder.readableEnded) goOn();
      else decoder.once('end', goOn);
    });
  }

  override _flush(done: TransformCallback): void {
    this.#decoder.once('end', () => {
      done();
    });
    this.#decoder.end();
  }

  override _read(size: number): void {
    this.#decoder.resume();
    super._read(size);
  }

  override _destroy(error: Error | null, done: (error?: Error | null) => void): void {
    this.#decoder.destroy();
    done(error);
  }

  #begin(): ZstdDecompress {
    const decoder = createZstdDecompress({
      chunkSize: decodedChunkBytes,
      params: { [constants.ZSTD_d_windowLogMax]: largestWindow },
    });
    decoder.on('data', (chunk: Buffer) => {
      if (!this.push(chunk)) decoder.pause();
    });
    decoder.on('error', (error: NodeJS.ErrnoException) => {
      this.destroy(
        error.code === 'ZSTD_error_frameParameter_windowTooLarge'
          ? new Error('its zstd window is larger than 512 MiB, the most that engines take', { cause: error })
          : error,
      );
    });
    return decoder;
  }
}
