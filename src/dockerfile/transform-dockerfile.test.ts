import { describe, expect, test } from 'vitest';
import { takesSleep, transformDockerfile } from './transform-dockerfile.ts';

const sleep = { kind: 'sleep', share: 0.05 } as const;

describe('a sleep is planted after the last RUN', () => {
  test.each([
    [
      'of a stage',
      'FROM a\nRUN one\nCOPY . .\nRUN two\nCMD ["x"]\n',
      'FROM a\nRUN one\nCOPY . .\nRUN two\nRUN sleep 0.365\nCMD ["x"]\n',
    ],
    [
      'that goes on over several lines',
      'FROM a\nRUN one \\\n && two \\\n && three\nCMD ["x"]\n',
      'FROM a\nRUN one \\\n && two \\\n && three\nRUN sleep 0.365\nCMD ["x"]\n',
    ],
    [
      'with a remark and an empty line in it',
      'FROM a\nRUN one \\\n# why\n\n && two\nCMD ["x"]\n',
      'FROM a\nRUN one \\\n# why\n\n && two\nRUN sleep 0.365\nCMD ["x"]\n',
    ],
    [
      'that is a heredoc, whatever its lines begin with',
      'FROM a\nRUN <<E\nRUN one\nE\nCMD ["x"]\n',
      'FROM a\nRUN <<E\nRUN one\nE\nRUN sleep 0.365\nCMD ["x"]\n',
    ],
    ['at the end of the file', 'FROM a\nRUN one', 'FROM a\nRUN one\nRUN sleep 0.365'],
  ])('%s', (_, text, planted) => {
    expect(transformDockerfile(text, sleep, 365)).toBe(planted);
  });
});

test('a sleep whose length is not known yet, and no transform at all, leave the text as it is', () => {
  expect(transformDockerfile('FROM a\nRUN one\n', sleep)).toBe('FROM a\nRUN one\n');
  expect(transformDockerfile('FROM a\nRUN one\n', undefined, 365)).toBe('FROM a\nRUN one\n');
});

test('what is appended stands at the end', () => {
  const append = { kind: 'append', text: 'FROM b\n' } as const;
  expect(transformDockerfile('FROM a\n', append)).toBe('FROM a\nFROM b\n');
});

test.each([
  ['one stage with a RUN takes a sleep', 'FROM a\nRUN one\n', true],
  ['two stages may run side by side', 'FROM a AS b\nRUN one\nFROM c\nRUN two\n', false],
  ['there is no RUN', 'FROM a\nCMD ["x"]\n', false],
])('%s', (_, text, takes) => {
  expect(takesSleep(text)).toBe(takes);
});
