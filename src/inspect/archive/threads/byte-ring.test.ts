import { randomBytes } from 'node:crypto';
import { describe, expect, test } from 'vitest';
import { createRing, RingReader, RingWriter } from './byte-ring.ts';

/** Everything that comes out until the end; pieces are only valid until they are released. */
async function drain(reader: RingReader): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for (let piece = await reader.next(); piece !== undefined; piece = await reader.next()) {
    pieces.push(Buffer.from(piece));
    reader.release();
  }
  return Buffer.concat(pieces);
}

async function pass(chunks: readonly Buffer[]): Promise<Buffer> {
  const ring = createRing();
  const [writer, drained] = [new RingWriter(ring), drain(new RingReader(ring))];
  for (const chunk of chunks) await writer.write(chunk);
  writer.end();
  return drained;
}

describe('all bytes come out, in their order', () => {
  test.each<[string, number[]]>([
    ['none', []],
    ['one', [1]],
    ['many small chunks', Array.from({ length: 5000 }, (_, index) => index % 700)],
    ['pieces that are just full', [131_072, 131_072, 131_071, 1]],
    ['a chunk larger than the ring', [5_000_000]],
    ['chunks of all sizes', [70_000, 3, 1_048_576, 65_536, 1_048_577, 9]],
  ])('%s', async (_, sizes) => {
    const chunks = sizes.map((size) => randomBytes(size));
    expect((await pass(chunks)).equals(Buffer.concat(chunks))).toBe(true);
  });
});

test('who reads first waits, and who writes too much waits', async () => {
  const ring = createRing();
  const [writer, reader] = [new RingWriter(ring), new RingReader(ring)];
  const first = reader.next();
  expect(writer.write(Buffer.alloc(100, 'a'))).toBeUndefined();
  expect(writer.write(Buffer.alloc(131_072, 'b'))).toBeUndefined();
  expect((await first)?.subarray(99, 101).toString()).toBe('ab');
  const tooMuch = writer.write(Buffer.alloc(3_000_000, 'c'));
  expect(tooMuch).toBeInstanceOf(Promise);
  const rest = drain(reader);
  await tooMuch;
  writer.end();
  expect((await rest).length).toBe(3_131_172);
});

test('who waits is told when nothing more will come', async () => {
  const ring = createRing();
  const next = new RingReader(ring).next();
  new RingWriter(ring).abandon();
  await expect(next).rejects.toThrow('reading has stopped');
});

test('what was written before the end is not read once all is abandoned', async () => {
  const ring = createRing();
  const writer = new RingWriter(ring);
  void writer.write(Buffer.alloc(200_000));
  writer.abandon();
  await expect(new RingReader(ring).next()).rejects.toThrow('reading has stopped');
});

describe('what is put where there is room', () => {
  /** Puts bytes there, at most so many at a time; how many went the other way. */
  async function fill(writer: RingWriter, bytes: Buffer, most: number): Promise<number> {
    let copied = 0;
    for (let at = 0; at < bytes.length;) {
      const room = writer.room();
      const count = Math.min(most, room?.length ?? most, bytes.length - at);
      const piece = bytes.subarray(at, at + count);
      room?.set(piece);
      copied += room === undefined ? piece.length : 0;
      await writer.write(room?.subarray(0, piece.length) ?? piece);
      at += piece.length;
    }
    writer.end();
    return copied;
  }

  test.each([1000, 32_768, 131_072, 200_000])('comes out as it is, %i bytes at a time', async (most) => {
    const ring = createRing();
    const bytes = randomBytes(5_000_000);
    const drained = drain(new RingReader(ring));
    expect(await fill(new RingWriter(ring), bytes, most)).toBeLessThan(bytes.length / 2);
    expect((await drained).equals(bytes)).toBe(true);
  });

  test('there is none as long as bytes wait for it, though some was released', async () => {
    const ring = createRing();
    const [writer, reader] = [new RingWriter(ring), new RingReader(ring)];
    const bytes = randomBytes(2_500_000);
    const writing = writer.write(bytes);
    expect(writer.room()).toBeUndefined();
    const first = Buffer.from((await reader.next()) ?? '');
    reader.release();
    expect(writer.room()).toBeUndefined();
    const rest = drain(reader);
    await writing;
    expect(writer.room()?.length).toBeGreaterThan(0);
    writer.end();
    expect(Buffer.concat([first, await rest]).equals(bytes)).toBe(true);
  });
});
