import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { pipeline } from 'node:stream/promises';
import { zstdCompressSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { inPieces } from '../hand-made-image.fixture.ts';
import { ZstdFrames } from './zstd-frames.ts';

const texts = ['one', '', 'three'.repeat(50_000), 'four', 'a little more'];
const frames = texts.map((text) => zstdCompressSync(text));
/** A frame that is to be skipped, as zstd:chunked keeps its table of contents in. */
const skipped = Buffer.concat([Buffer.from([0x50, 0x2a, 0x4d, 0x18, 5, 0, 0, 0]), Buffer.from('table')]);
const whole = Buffer.concat([...frames.slice(0, 3), skipped, ...frames.slice(3), skipped]);

const decoded = async (source: Readable): Promise<string> =>
  (await buffer(source.pipe(new ZstdFrames()))).toString();

describe('frames are read one after another', () => {
  test.each([1, 2, 10, 100, 1 << 20])('in pieces of %i bytes', async (length) => {
    expect(await decoded(inPieces(whole, length))).toBe(texts.join(''));
  });

  test('in pieces that end where the frames do', async () => {
    expect(await decoded(Readable.from(frames))).toBe(texts.join(''));
  });

  test('as few as one', async () => {
    expect(await decoded(inPieces(zstdCompressSync('text')))).toBe('text');
  });

  test('however slowly their content is taken, and no more is made of it than is asked for', async () => {
    const source = inPieces(zstdCompressSync(Buffer.alloc(50_000_000)));
    const frameless = source.pipe(new ZstdFrames());
    let bytes = 0;
    for await (const chunk of frameless as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      expect(frameless.readableLength).toBeLessThan(1_000_000);
      await new Promise(setImmediate);
    }
    expect(bytes).toBe(50_000_000);
  });
});

describe('what is damaged is an error', () => {
  test.each([
    ['a frame that is torn', whole.subarray(0, whole.length - skipped.length - 3)],
    ['rubbish after a frame', Buffer.concat([frames[0] ?? whole, Buffer.from('rubbish')])],
    ['rubbish', Buffer.from('rubbish')],
  ])('%s', async (_, bytes) => {
    for (const length of [1, 1 << 20]) {
      const decoder = new ZstdFrames();
      decoder.resume();
      await expect(pipeline(inPieces(bytes, length), decoder)).rejects.toThrow();
      expect(decoder.destroyed).toBe(true);
    }
  });

  test('an interruption, which lets go of everything', async () => {
    const decoder = new ZstdFrames();
    decoder.write(whole.subarray(0, 50));
    decoder.destroy(new Error('stop'));
    await expect(buffer(decoder)).rejects.toThrow('stop');
  });
});
