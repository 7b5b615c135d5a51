import { expect, test } from 'vitest';
import { LineEnds } from './line-ends.ts';

const take = (...pieces: string[]): LineEnds => {
  const lines = new LineEnds();
  for (const piece of pieces) lines.take(Buffer.from(piece));
  return lines;
};

test.each<[string, number[], string | undefined]>([
  ['', [], undefined],
  ['a\nbc\n', [2, 5], undefined],
  ['a\n\n\nb\nc', [2, 6], undefined],
  ['a\r\nbc\r\n', [3, 7], 'CRLF at the ends of its lines'],
  ['a\r\n\r\nb\r\n', [3, 8], 'CRLF at the ends of its lines'],
  ['a\rb\r\rc\r', [2, 4, 7], 'CR at the ends of its lines'],
  ['a\nb\r\nc\r', [2, 5, 7], 'CR and CRLF at the ends of some of its lines'],
  ['"a\r\nb\n\r"\n', [9], undefined],
  ['"a""\r"\n"\r', [7], undefined],
])('%j', (text, ends, foreign) => {
  const whole = take(text);
  expect([whole.ends, whole.foreign]).toEqual([ends, foreign]);
  for (let cut = 0; cut <= text.length; cut += 1) {
    const pieces = take(text.slice(0, cut), text.slice(cut));
    expect([pieces.ends, pieces.foreign], `cut at ${cut}`).toEqual([ends, foreign]);
  }
});
