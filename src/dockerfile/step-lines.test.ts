import { expect, test } from 'vitest';
import { stepLines } from './step-lines.ts';

test('an instruction has the line on which it begins, as the builder names it; what stands twice has 0', () => {
  const text = '# a remark\nFROM a AS build\nRUN one \\\n  two\nCOPY . .\nFROM b\nCOPY . .\nRUN three\n';
  expect(stepLines(text)).toEqual({ 'RUN one   two': 3, 'COPY . .': 0, 'RUN three': 8 });
});

test('what ONBUILD puts off has the line of ONBUILD, in whichever stages it runs', () => {
  const text = 'FROM a AS x\nONBUILD RUN one\nFROM x AS y\nFROM x\nRUN two\n';
  expect(stepLines(text)).toMatchObject({ 'RUN one': 2, 'RUN two': 5 });
});
