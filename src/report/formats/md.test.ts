import { expect, test } from 'vitest';
import { asMarkdown } from './md.ts';

test('CJK and emoji take two columns, a combining mark none: the bars stand under each other', () => {
  const rows = [
    ['設計.txt', '1 B'],
    ['🚀', '2 B'],
    ['e\u0301t\u00e9', '3 B'],
  ];
  // Where each bar stands was counted by hand: file names take 8, 2 and 3 columns.
  expect(asMarkdown({ head: ['file', 'size'], rows })).toBe(
    [
      '| file     | size |',
      '| -------- | ---- |',
      '| 設計.txt | 1 B  |',
      '| 🚀       | 2 B  |',
      '| e\u0301t\u00e9      | 3 B  |',
    ].join('\n'),
  );
});
