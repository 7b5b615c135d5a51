import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { shellWord } from './shell-word.ts';

test.each([
  'results/2026',
  '',
  ' ',
  'a b',
  "it's",
  "''",
  '$(touch pwned)',
  '`touch pwned`',
  'a;touch pwned',
  'a&b|c>d<e',
  '"$HOME"',
  '~',
  '*',
  '!!',
  '\\',
  "\\'; touch pwned; '",
  'a\nb',
  '#x',
  'a=b',
  '{a,b}',
  '\x1b]0;x\x07',
  'ünï',
])('the shell takes %j for one word and for nothing else', (word) => {
  const read = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${shellWord(word)} end`], { encoding: 'utf8' });
  expect(read.split('\0')).toEqual([word, 'end', '']);
});
