import { describe, expect, test } from 'vitest';
import { writePage } from './write-page.ts';

const page = (end = '\n'): string =>
  [
    'before',
    '<!-- stagebench:summary -->',
    'old',
    '<!-- /stagebench -->',
    'between',
    '<!-- stagebench:sizes -->',
    '<!-- /stagebench -->',
    '',
  ].join(end);
const render = async ({ name }: { readonly name: string }) => `\nnew ${name} $1 $&\nline\n`;

describe('a page', () => {
  test('has what its markers name between them, and nothing else of it changes', async () => {
    const { text, stale } = await writePage('a.md', page(), render);
    expect(text).toBe(
      page()
        .replace('-->\nold\n', () => '-->\n\nnew summary $1 $&\nline\n\n')
        .replace('sizes -->\n', () => 'sizes -->\n\nnew sizes $1 $&\nline\n\n'),
    );
    expect(stale.map(({ name }) => name)).toEqual(['summary', 'sizes']);
  });

  test('is the same when it is written again', async () => {
    const once = await writePage('a.md', page(), render);
    expect(await writePage('a.md', once.text, render)).toMatchObject({ text: once.text, stale: [] });
  });

  test('keeps its ends of lines and its byte order mark', async () => {
    const { text } = await writePage('a.md', `\uFEFF${page('\r\n')}`, render);
    expect(text.startsWith('\uFEFFbefore\r\n')).toBe(true);
    expect(text).toContain('-->\r\n\r\nnew summary $1 $&\r\nline\r\n\r\n<!--');
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(await writePage('a.md', text, render)).toMatchObject({ text, stale: [] });
  });

  test('without markers is not touched', async () => {
    const text = 'Write `<!-- stagebench:rooms -->`.\n';
    expect(await writePage('a.md', text, render)).toEqual({ text, markers: [], stale: [] });
  });
});
