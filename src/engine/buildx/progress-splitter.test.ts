import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { ProgressSplitter, type ProgressChunk } from './progress-splitter.ts';

function split(...pieces: string[]): ProgressChunk[] {
  const splitter = new ProgressSplitter();
  return [...pieces.flatMap((piece) => splitter.push(piece)), ...splitter.end()];
}

const json = (text: string): ProgressChunk => ({ kind: 'json', text });
const text = (line: string): ProgressChunk => ({ kind: 'text', text: line });

describe('the progress of buildx is split into documents', () => {
  test.each<[string, string[], ProgressChunk[]]>([
    ['one line each (later versions)', ['{"a":1}\n{"b":2}\n'], [json('{"a":1}'), json('{"b":2}')]],
    ['indented over many lines (0.13)', ['{\n  "a": {\n  }\n}\n'], [json('{\n  "a": {\n  }\n}')]],
    ['torn inside a line', ['{"a"', ':1}', '\n'], [json('{"a":1}')]],
    ['torn inside an indented document', ['{\n  "a"', ': 1\n', '}\n'], [json('{\n  "a": 1\n}')]],
    ['without a last newline', ['{"a":1}'], [json('{"a":1}')]],
    ['both forms after each other', ['{"a":1}\n{\n}\n'], [json('{"a":1}'), json('{\n}')]],
  ])('%s', (_, pieces, chunks) => {
    expect(split(...pieces)).toEqual(chunks);
  });
});

describe('what is not a document is text', () => {
  test.each<[string, string[], ProgressChunk[]]>([
    [
      'lines between documents',
      ['{"a":1}\nERROR: no\n{"b":2}\n'],
      [json('{"a":1}'), text('ERROR: no'), json('{"b":2}')],
    ],
    ['a document that never ends', ['{\n  "a": 1\n'], [text('{\n  "a": 1')]],
    ['a last line without a newline', ['ERROR: no'], [text('ERROR: no')]],
    ['blank lines are nothing at all', ['\n  \n'], []],
  ])('%s', (_, pieces, chunks) => {
    expect(split(...pieces)).toEqual(chunks);
  });
});

describe('what has no end is given up, and what follows it is read', () => {
  const million = 'x'.repeat(1024 * 1024);

  test('a line', () => {
    const endless = Array.from({ length: 40 }, () => million);
    expect(split(...endless, '\n{"a":1}\n')).toEqual([text(`${'x'.repeat(1000)}…`), json('{"a":1}')]);
  });

  test('a document of many lines', () => {
    const endless = Array.from({ length: 16 }, () => `${million}\n`);
    const [first, ...rest] = split('{\n', ...endless, '{"a":1}\n');
    expect(first).toEqual(text(`{\n${'x'.repeat(998)}…`));
    expect(rest).toEqual([json('{"a":1}')]);
  });

  test('a document of empty lines', () => {
    const [first, ...rest] = split('{\n', '\n'.repeat(17 * 1024 * 1024), '{"a":1}\n');
    expect(first).toEqual(text(`{${'\n'.repeat(999)}…`));
    expect(rest).toEqual([json('{"a":1}')]);
  });
});

test('how a recorded build is cut into pieces does not change what comes out', () => {
  const recorded = readFileSync(path.join(import.meta.dirname, 'failing-build.fixture.txt'), 'utf8');
  const whole = split(recorded);
  expect(whole.filter(({ kind }) => kind === 'json').length).toBe(recorded.match(/^\{$/gm)?.length);
  for (const size of [1, 7, 1000]) {
    expect(split(...(recorded.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? []))).toEqual(whole);
  }
});
