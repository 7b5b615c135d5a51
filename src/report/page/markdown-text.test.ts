import type { Nodes } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { describe, expect, test } from 'vitest';
import { visible } from '../../domain/visible.ts';
import { format } from '../formats/md.ts';
import { readMarkers } from './read-markers.ts';

/** Names that people, images and builders gave, each of which means something to a parser of Markdown. */
const hostile = [
  '`<img src=x onerror=alert(1)>`',
  '\\`<script>alert(1)</script>\\`',
  '``<b>``<i>`',
  '`<!-- /stagebench -->`',
  '<!-- /stagebench -->',
  '<!-- stagebench:summary -->',
  'x\n\n<script>alert(1)</script>\n<!-- /stagebench -->',
  'a|b',
  'a\\|b',
  'a\\\\|b\\',
  '*b* **b** a*b*c _i_ __init__ snake_case',
  '[l](javascript:alert(1)) ![i](http://x/y.png) [a]: b [^1]',
  '<http://x> <a@b.c> &lt;b&gt; &#60; &copy',
  '~~gone~~ ~gone~',
  '```x',
  '~~~x',
  '# head',
  '> quote',
  '- item',
  '+ item',
  '* item',
  '- - -',
  '---',
  '1. one',
  '12) twelve',
  '    indented',
  '=== a',
  '!`a',
  '\u202Egpj',
  'a\u2028b',
] as const;

/** Whatever could be drawn of these characters, by a generator of which the seed is fixed. */
function* drawn(count: number): Generator<string> {
  const characters = [
    '`',
    '`',
    '\\',
    '*',
    '_',
    '[',
    ']',
    '(',
    ')',
    '<',
    '>',
    '!',
    '&',
    '#',
    '-',
    '|',
    '~',
    ' ',
    'a',
    ';',
    '/',
  ];
  let state = 1;
  for (let made = 0; made < count; made += 1) {
    let text = '';
    for (let length = 0; length < 12; length += 1) {
      state = (state * 48_271) % 2_147_483_647;
      text += characters[state % characters.length] ?? '';
    }
    yield text;
  }
}
const names = [...hostile, ...drawn(300)].filter((name) => name.trim() !== '');

const nodesOf = (node: Nodes): Nodes[] => [
  node,
  ...('children' in node ? node.children.flatMap(nodesOf) : []),
];
const textOf = (node: Nodes): string =>
  'value' in node ? node.value : 'children' in node ? node.children.map(textOf).join('') : '';
const page = (text: string) => `<!-- stagebench:sizes -->\n\n${text}\n\n<!-- /stagebench -->\n`;
const seen = (text: string) => visible(text).trim();

/** Cells of a line as GFM splits it: a backslash takes the next character with it. */
const cellsOf = (line: string): string[] =>
  [...line.slice(1, -1).matchAll(/(?:\\.|[^|\\])+/gs)].map(([cell]) => cell.replaceAll('\\|', '|').trim());

test('nobody is called by a name: GitHub and GitLab look for an at sign and a word, except in code', () => {
  const print = (note: string) => format.print({ tables: [], notes: [note] });
  expect(print('by @everyone and @team/x')).toBe('- by @&#8203;everyone and @&#8203;team/x');
  expect(print('a@b.c, @ 3 and `@everyone`')).toBe('- a@b.c, @ 3 and `@everyone`');
});

describe('what is not to be trusted is text where Markdown reads it', () => {
  test.each([
    ['a caption', (name: string) => format.print({ tables: [{ caption: name }] }), ['paragraph']],
    ['a finding', (name: string) => format.print({ tables: [{ finding: name }] }), undefined],
    ['a footnote', (name: string) => format.print({ tables: [{ footnotes: [name] }] }), ['list']],
    ['a remark', (name: string) => format.print({ tables: [{ remarks: [name] }] }), ['list']],
    [
      'a remark in code',
      (name: string) => format.print({ tables: [{ remarks: [{ code: name }] }] }),
      ['paragraph'],
    ],
  ])('%s', (what, print, expected) => {
    for (const name of names) {
      const text = print(name);
      const tree = fromMarkdown(text);
      const all = nodesOf(tree);
      expect(
        all.filter(({ type }) =>
          ['html', 'link', 'image', 'emphasis', 'heading', 'code', 'break'].includes(type),
        ),
        text,
      ).toEqual([]);
      if (expected !== undefined)
        expect(
          tree.children.map(({ type }) => type),
          text,
        ).toEqual(expected);
      expect(readMarkers('a.md', page(text)), text).toHaveLength(1);
      if (what === 'a caption') expect(textOf(tree), text).toBe(seen(name));
      const bare = (one: string) => one.replaceAll(/[`']/g, '').replaceAll(/\s+/g, '');
      if (what !== 'a finding') expect(bare(textOf(tree)), text).toBe(bare(seen(name)));
    }
  });

  test('a cell', () => {
    for (const name of names) {
      const text = format.print({ tables: [{ cells: { head: ['a', 'b'], rows: [[name, 'end']] } }] });
      const cells = cellsOf(text.split('\n').at(-1) ?? '');
      expect(cells, text).toHaveLength(2);
      const tree = fromMarkdown(`x ${cells[0] ?? ''}`);
      expect(
        nodesOf(tree).map(({ type }) => type),
        text,
      ).toEqual(['root', 'paragraph', 'text']);
      expect(textOf(tree).slice(2).trim(), text).toBe(seen(name));
      expect(readMarkers('a.md', page(text)), text).toHaveLength(1);
    }
  });
});

test('code spans of our own stay code, also with what would act outside of them', () => {
  const tables = [{ isMarkdown: true as const, cells: { head: ['a'], rows: [['`a|b` *x*'], ['**most**']] } }];
  const lines = format.print({ tables, notes: ['`npm run <b>` of a<b>'] }).split('\n');
  expect(lines).toEqual(
    expect.arrayContaining(['| `a\\|b` \\*x\\* |', '| **most**     |', '- `npm run <b>` of a&lt;b>']),
  );
});
