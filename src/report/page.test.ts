import { describe, expect, test } from 'vitest';
import { markedText, renderPage } from './page.ts';

const text = [
  'before',
  '<!-- generated:summary of default, by `npm run docs` -->',
  'old',
  '<!-- /generated:summary -->',
  'between',
  '<!-- generated:rooms -->',
  'older',
  '<!-- /generated:rooms -->',
  'after',
  '',
].join('\n');

describe('a page', () => {
  test('has what its markers name between them, and nothing else of it changes', async () => {
    const page = await renderPage('README.md', text, async ({ table, of }) => `\nnew ${table} ${of} $1 $&\n`);
    expect(page).toEqual({
      text: text
        .replace('old\n', () => '\nnew summary default $1 $&\n\n')
        .replace('older\n', () => '\nnew rooms undefined $1 $&\n\n'),
      stale: ['summary of default', 'rooms'],
    });
  });

  test('is the same when it is written again', async () => {
    const render = async () => 'new';
    const once = await renderPage('README.md', text, render);
    expect(await renderPage('README.md', once.text, render)).toEqual({ text: once.text, stale: [] });
  });

  test('that only speaks of markers stays as it is', async () => {
    const page = 'Write `<!-- generated:rooms -->` and `<!-- /generated:rooms -->`.\n';
    expect(await renderPage('GUIDE.md', page, async () => 'new')).toEqual({ text: page, stale: [] });
  });

  test.each(['<!-- /generated:summary -->', '<!-- generated:rooms -->'])(
    'that has lost %s is an error that names the file',
    async (lost) => {
      await expect(renderPage('README.md', text.replace(lost, ''), async () => 'new')).rejects.toMatchObject({
        code: 'DOCS_STALE',
        message: 'README.md has a marker generated:… without the other one of its pair.',
      });
    },
  );
});

describe('what a marker names', () => {
  test('is a table, made of the source that it asks for', async () => {
    const rooms = async () => [{ room: 'src/plan', holds: 'plans', may: ['src/domain'] }];
    expect(await markedText({ table: 'rooms' }, { rooms })).toBe(
      [
        '| room       | what lives there | it may import     |',
        '| :--------- | :--------------- | :---------------- |',
        '| `src/plan` | plans            | only `src/domain` |',
      ].join('\n'),
    );
  });

  test('may not be there yet: then it says so', async () => {
    const asked: unknown[] = [];
    const run = async (of: string | undefined) => {
      asked.push(of);
      return undefined;
    };
    expect(await markedText({ table: 'verdicts', of: 'aa' }, { run })).toBe(
      'No run of it has been published yet.',
    );
    expect(asked).toEqual(['aa']);
  });

  test.each([
    ['nonesuch', 'A marker names the table nonesuch, and there is none.'],
    ['comparison', 'A marker names the table comparison, which no page can show.'],
  ])('%s is an error', async (table, message) => {
    await expect(markedText({ table }, {})).rejects.toMatchObject({ code: 'DOCS_STALE', message });
  });
});
