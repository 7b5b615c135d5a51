import { expect, test } from 'vitest';
import { stepLines } from './step-lines.ts';

test('an instruction has the line on which it begins, as the builder names it; what stands twice has none', () => {
  const text = '# a remark\nFROM a AS build\nRUN one \\\n  two\nCOPY . .\nFROM b\nCOPY . .\nRUN three\n';
  expect(stepLines(text)).toEqual({ 'RUN one   two': 3, 'RUN three': 8 });
});
