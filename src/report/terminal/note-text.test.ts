import { expect, test } from 'vitest';
import { noteText } from './note-text.ts';

const note = 'failed in every round: go/slim/cold: exit code 1';

test.each<[string, number | undefined, string]>([
  ['one line for a pipe', undefined, `  ${note}`],
  ['one line where it fits exactly', note.length + 2, `  ${note}`],
  ['later lines are set in', 26, '  failed in every round:\n    go/slim/cold: exit\n    code 1'],
  [
    'a long word has a line of its own',
    8,
    '  failed\n    in\n    every\n    round:\n    go/slim/cold:\n    exit\n    code\n    1',
  ],
])('%s', (_, columns, text) => {
  expect(noteText(note, columns)).toBe(text);
});

test('CJK takes two columns each', () => {
  expect(noteText('設計図 設計図', 12)).toBe('  設計図\n    設計図');
  expect(noteText('設計図 設計図', 15)).toBe('  設計図 設計図');
});
