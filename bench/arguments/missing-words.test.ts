import { expect, test } from 'vitest';
import { commands } from '../commands/index.ts';
import { parseArguments } from './parse-arguments.ts';
import { missingWords } from './missing-words.ts';
import { definitions } from '../registry.ts';

const example = /\n {4}for example: npm run -s stagebench -- compare \S+ \S+/;

test.each([
  [['compare'], 'compare needs <a> and <b>. A and B are runs ('],
  [['compare', 'r1'], 'compare needs <b> as well. A and B are runs ('],
  [['compare', '--results', 'DIR', 'r1'], 'compare needs <b> as well.'],
  [['compare', '--force'], 'compare needs <a> and <b>.'],
])('%j: what to give, and an example', async (words, text) => {
  await expect(parseArguments(words, 100, definitions)).rejects.toMatchObject({
    code: 'USAGE',
    message: expect.stringMatching(example),
  });
  await expect(parseArguments(words, 100, definitions)).rejects.toThrow(text);
});

test.each([
  ['inspect', 'inspect needs <images..>.'],
  ['engine', 'engine needs <action>. Start, stop or show the private engine: up, down or status.'],
])('%s says it too', async (command, text) => {
  await expect(parseArguments([command], 100, definitions)).rejects.toThrow(text);
});

test('what is no lack of words is left as it is', () => {
  expect(missingWords('Something else', ['compare'], commands)).toBeUndefined();
});
