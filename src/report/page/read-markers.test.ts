import { describe, expect, test } from 'vitest';
import { readMarkers } from './read-markers.ts';

const lines = (...all: string[]): string => `${all.join('\n')}\n`;
const open = '<!-- stagebench:summary run=results/latest -->';
const close = '<!-- /stagebench -->';
const named = (text: string) => readMarkers('a.md', text).map(({ name, line }) => [name, line]);

describe('markers of a page', () => {
  test('are found with their words and keys, and what stands between them', () => {
    const text = lines(
      '# Title',
      '',
      '<!-- stagebench:chart size-time app=go file="a b.svg" -->',
      'old',
      close,
      'after',
    );
    const [marker, ...others] = readMarkers('a.md', text);
    expect(others).toEqual([]);
    expect(marker).toMatchObject({ name: 'chart', words: ['size-time'], line: 3 });
    expect([...(marker?.keys ?? [])]).toEqual([
      ['app', 'go'],
      ['file', 'a b.svg'],
    ]);
    expect(text.slice(marker?.start, marker?.end)).toBe('\nold\n');
  });

  test('may stand right under a line of text, and inside of an element of HTML', () => {
    expect(named(lines('Text', open, close))).toEqual([['summary', 2]]);
    expect(named(lines('<details>', open, '', '| a |', '', close, '</details>'))).toEqual([['summary', 2]]);
  });

  test('may have other ends of lines', () => {
    const text = ['a', open, 'old', close, ''].join('\r\n');
    const [marker] = readMarkers('a.md', text);
    expect(text.slice(marker?.start, marker?.end)).toBe('\r\nold\r\n');
  });

  test('in code are text', () => {
    expect(named(lines('```md', open, close, '```', '', `    ${open}`, '', `Write \`${open}\`.`))).toEqual(
      [],
    );
    expect(named(lines('~~~', '```', open, '~~~', '', open, close))).toEqual([['summary', 6]]);
  });

  test('of others are none of ours', () => {
    expect(named(lines('<!-- generated:summary -->', '<!-- stagebencher:x -->', '<!-- toc -->'))).toEqual([]);
  });
});

describe('a marker that cannot be meant is told with its line', () => {
  test.each<[string, string[], string]>([
    [
      'never closed',
      ['a', open],
      'a.md:2 opens a marker that is never closed: <!-- /stagebench --> is missing.',
    ],
    ['closed twice', [open, close, close], 'a.md:3 closes a marker, and none is open.'],
    [
      'nested',
      [open, open, close, close],
      'a.md:2 opens a marker inside of that of line 1, which is not closed.',
    ],
    [
      'without its end',
      [open, close, '<!-- stagebench:sizes', 'more'],
      'a.md:3 begins a marker that does not end: --> is missing.',
    ],
    [
      'beside text',
      [`text ${open}`, close],
      'a.md:1 has a marker beside other text: it needs a line of its own.',
    ],
    [
      'before text',
      [`${open} text`, close],
      'a.md:1 has a marker beside other text: it needs a line of its own.',
    ],
    [
      'in a list',
      ['- a', '', `  ${open}`, `  ${close}`],
      'a.md:3 has a marker in a list or a quote: it can stand outside only.',
    ],
    [
      'in a quote',
      [`> ${open}`, `> ${close}`],
      'a.md:1 has a marker in a list or a quote: it can stand outside only.',
    ],
    ['of another form', ['<!-- stagebench -->'], 'a.md:1 has a marker that is none: <!-- stagebench -->.'],
    ['with a key twice', ['<!-- stagebench:summary run=a run=b -->', close], 'a.md:1 has the key run twice.'],
  ])('%s', (_, text, message) => {
    const read = () => readMarkers('a.md', lines(...text));
    expect(read).toThrow(expect.objectContaining({ code: 'MARKER_UNREADABLE', message }));
  });
});
