import { Readable } from 'node:stream';
import { expect, test } from 'vitest';
import { followTransfer } from './transfer/follow-transfer.ts';

const report = (...pieces: readonly string[]): Readable =>
  Readable.from(pieces.map((piece) => Buffer.from(piece)));
const refusal = '{"errorDetail":{"message":"no space left"},"error":"no space left"}';

test.each([
  ['ends with one', [`{"status":"Loading"}\n${refusal}\n`]],
  ['has none at its end', [`{"status":"Loading"}\n${refusal}`]],
  ['is torn within a line', ['{"status":"Loa', 'ding"}\n{"err', `orDetail":${refusal.slice(15)}`]],
])('a failure is found where the last line %s', async (_, pieces) => {
  const lines: string[] = [];
  expect(await followTransfer(report(...pieces), 'load images', (text) => lines.push(text))).toBe(
    'no space left',
  );
  expect(lines).toEqual(['Loading']);
});

test('a character that two pieces share is one', async () => {
  const bytes = Buffer.from('{"status":"über"}\n');
  const lines: string[] = [];
  const stream = Readable.from([bytes.subarray(0, 12), bytes.subarray(12)]);
  await followTransfer(stream, 'load images', (text) => lines.push(text));
  expect(lines).toEqual(['über']);
});

test.each([
  ['a line without an end', 'x'.repeat(64 * 1024), 'a line of its report is longer than 1048576 characters'],
  ['what is no JSON', '<html>\n', 'its report is no JSON'],
  ['what is no object', 'null\n', 'its report is no JSON'],
])('%s is no report, and nothing more of it is read', async (_, piece, why) => {
  let taken = 0;
  const endless = Readable.from(
    (function* () {
      for (;;) {
        taken += piece.length;
        yield Buffer.from(piece);
      }
    })(),
  );
  await expect(followTransfer(endless, 'pull x')).rejects.toMatchObject({
    code: 'ENGINE_LOST',
    message: `The engine does not answer (pull x: ${why}).`,
  });
  expect(endless.destroyed).toBe(true);
  expect(taken).toBeLessThan(4 * 1024 * 1024);
});
