import { describe, expect, test } from 'vitest';
import { withSleep } from './planted-sleeps.ts';

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
    ['at the end of the file', 'FROM a\nRUN one', 'FROM a\nRUN one\nRUN sleep 0.365'],
  ])('%s', (_, text, planted) => {
    expect(withSleep(text, 365)).toBe(planted);
  });

  test.each([
    ['two stages may run side by side', 'FROM a AS b\nRUN one\nFROM c\nRUN two\n'],
    ['there is no RUN', 'FROM a\nCMD ["x"]\n'],
  ])('but not where %s', (_, text) => {
    expect(() => withSleep(text, 365)).toThrow(expect.objectContaining({ code: 'MISSING_DOCKERFILE' }));
  });
});
