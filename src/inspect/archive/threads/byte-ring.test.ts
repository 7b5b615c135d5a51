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
  const tooMuch = writer.write(Buffer.alloc(2_000_000, 'c'));
  expect(tooMuch).toBeInstanceOf(Promise);
  const rest = drain(reader);
  await tooMuch;
  writer.end();
  expect((await rest).length).toBe(2_131_172);
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
