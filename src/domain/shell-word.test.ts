import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { printed } from './printed.ts';
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
  '\x1b[31m $(touch pwned) `touch pwned` "it\'s" 100 % \\n \\033',
  '-e\x1b1\n\n',
  '\r\n\x7f\u0085 \u2028\u202e ünï 🐳',
  'ünï',
])('the shell takes %j for one word and for nothing else', (word) => {
  // As it is pasted from a terminal.
  const pasted = printed(shellWord(word));
  const read = execFileSync('/bin/sh', ['-c', `printf '%s\\0' ${pasted} end`], { encoding: 'utf8' });
  expect(read.split('\0')).toEqual([word, 'end', '']);
});
