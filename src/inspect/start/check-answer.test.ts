import { describe, expect, test } from 'vitest';
import { checkAnswer } from './check-answer.ts';

const promised = { app: 'go', runtime: /^go1\.26/, pages: [{ name: 'a', id: 1 }], ok: true };
const good = { app: 'go', runtime: 'go1.26.1', pages: [{ id: 1, name: 'a' }], ok: true };
const wrong = (answer: object) => checkAnswer(200, JSON.stringify(answer), promised);

describe('an answer is good', () => {
  test.each([
    ['if every field is equal, or matches', good],
    ['whatever else it says', { ...good, uptime: 3 }],
  ])('%s', (_, answer) => {
    expect(wrong(answer)).toBeUndefined();
  });
});

describe('what is wrong with an answer is named', () => {
  test.each<[string, object, string]>([
    ['a field', { ...good, app: 'node' }, '"app" is "node" instead of "go"'],
    ['a missing field', { ...good, app: undefined }, '"app" is missing instead of "go"'],
    ['null', { ...good, app: null }, '"app" is null instead of "go"'],
    ['a pattern', { ...good, runtime: 'go1.25.4' }, '"runtime" is "go1.25.4" instead of /^go1\\.26/'],
    ['a pattern against a number', { ...good, runtime: 1.26 }, '"runtime" is 1.26'],
    ['a nested value', { ...good, pages: [{ name: 'a', id: 2 }] }, '"pages" is [{"name":"a","id":2}]'],
    ['one element too many', { ...good, pages: [{ name: 'a', id: 1 }, {}] }, '"pages"'],
    ['an object for a list', { ...good, pages: { 0: { name: 'a', id: 1 } } }, '"pages"'],
    ['a word for a truth', { ...good, ok: 'true' }, '"ok" is "true" instead of true'],
  ])('%s', (_, answer, message) => {
    expect(wrong(answer)).toContain(message);
  });

  test.each([
    ['a status', 503, '{"app":"go"}', 'status 503 instead of 200, body: {"app":"go"}'],
    ['no JSON', 200, '<html>', 'the body is not JSON: <html>'],
    ['JSON that is no object', 200, 'null', 'the body is not a JSON object: null'],
    ['nothing', 200, '', 'the body is not JSON: '],
  ])('%s', (_, status, body, message) => {
    expect(checkAnswer(status, body, promised)).toBe(message);
  });

  test('a long body is cut', () => {
    expect(checkAnswer(500, 'x'.repeat(1000), promised)).toHaveLength(
      'status 500 instead of 200, body: '.length + 201,
    );
  });
});

test('a field that every object has by nature is not taken for an answer', () => {
  expect(checkAnswer(200, '{}', { constructor: 'x' })).toBe('"constructor" is missing instead of "x"');
});
