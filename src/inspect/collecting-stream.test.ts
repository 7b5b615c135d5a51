import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { collecting } from './collecting-stream.ts';

test('all bytes pass, in their order', async () => {
  const chunks = Array.from({ length: 300 }, (_, index) => Buffer.alloc(70_000, index));
  expect((await buffer(collecting(Readable.from(chunks)))).equals(Buffer.concat(chunks))).toBe(true);
});

test('a source that breaks breaks what is read', async () => {
  const source = Readable.from(
    (function* () {
      yield Buffer.from('begun');
      throw new Error('the engine is gone');
    })(),
  );
  await expect(buffer(collecting(source))).rejects.toThrow('the engine is gone');
});
