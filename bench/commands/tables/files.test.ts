import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import { stagebench } from '../../in-process-cli.fixture.ts';
import { writeFiles } from './write-files.ts';

/** A folder with a repository of somebody else in it. */
let around: string;
let repo: string;
beforeEach(() => {
  around = mkdtempSync(path.join(tmpdir(), 'stagebench-files-'));
  repo = path.join(around, 'repo');
  mkdirSync(path.join(repo, '.git'), { recursive: true });
  mkdirSync(path.join(repo, 'docs'));
  writeRun(path.join(repo, 'bench'), {
    ...{ runId: 'r1', manifest: { schema: 3 } },
    times: { 'go/single-stage/cold': [12_000], 'go/slim/cold': [13_000] },
    images: ({ strategy }) => ({ size_bytes: strategy === 'slim' ? 80_000_000 : 900_000_000 }),
  });
});
afterEach(() => {
  rmSync(around, { recursive: true });
});

const file = (name: string): string => path.join(repo, name);
const chart = (target: string, words = 'size-time app=go'): string =>
  `<!-- stagebench:chart ${words} run=../bench/r1 file=${target} -->\n<!-- /stagebench -->\n`;
const write = (name: string, ...markers: string[]): void => {
  writeFileSync(file(name), markers.join('\n'));
};
async function tables(...words: string[]) {
  const { exitCode, stderr } = await stagebench(['tables', ...words.map((word) => file(word))]);
  return { exitCode, said: stderr.replaceAll(/\s+/g, ' ') };
}

describe('the file of a chart', () => {
  test('may lie anywhere in the repository of its page', async () => {
    write('docs/a.md', chart('../images/x.svg'));
    expect((await tables('docs/a.md')).exitCode).toBe(0);
    expect(existsSync(file('images/x.svg'))).toBe(true);
  });

  test('is refused outside of it, also behind a link', async () => {
    mkdirSync(path.join(around, 'outside'));
    symlinkSync('../outside', file('way'));
    for (const target of ['../../outside/new/x.svg', '../way/x.svg', '../../x.svg']) {
      write('docs/a.md', chart(target));
      const { exitCode, said } = await tables('docs/a.md');
      expect([exitCode, said]).toEqual([2, expect.stringContaining(`which lies outside of ${repo}`)]);
    }
    expect(existsSync(path.join(around, 'outside/new'))).toBe(false);
    expect(existsSync(path.join(around, 'outside/x.svg'))).toBe(false);
  });

  test('is refused above the folder of a page that is in no repository', async () => {
    rmSync(file('.git'), { recursive: true });
    write('docs/a.md', chart('../x.svg'));
    expect((await tables('docs/a.md')).said).toContain(`which lies outside of ${file('docs')}`);
  });

  test.each([
    ['a link', () => symlinkSync('elsewhere.svg', file('docs/x.svg')), 'which is a link: it is not followed'],
    ['a folder', () => mkdirSync(file('docs/x.svg')), 'which is no file'],
    [
      "somebody else's, though it names stagebench",
      () => writeFileSync(file('docs/x.svg'), '<svg>\n<!-- Made by stagebench (chart -->'),
      'which Stagebench has not made: it is not overwritten',
    ],
  ])('is refused if it is %s', async (_, make, why) => {
    make();
    write('docs/a.md', chart('x.svg'));
    const before = readFileSync(file('docs/a.md'), 'utf8');
    expect(await tables('docs/a.md')).toEqual({ exitCode: 2, said: expect.stringContaining(why) });
    expect(readFileSync(file('docs/a.md'), 'utf8')).toBe(before);
    expect(existsSync(file('docs/elsewhere.svg'))).toBe(false);
  });

  test('is refused below a link to nothing', async () => {
    symlinkSync('nowhere', file('docs/images'));
    write('docs/a.md', chart('images/x.svg'));
    expect((await tables('docs/a.md')).said).toContain('which lies behind a link to nothing');
  });

  test('may be asked for twice, but not with different charts', async () => {
    write('docs/a.md', chart('x.svg'), chart('x.svg'));
    expect((await tables('docs/a.md')).exitCode).toBe(0);
    write('docs/b.md', chart('./x.svg', 'sizes app=go'));
    const { exitCode, said } = await tables('docs/a.md', 'docs/b.md');
    expect(exitCode).toBe(2);
    expect(said).toContain(
      `${file('docs/a.md')}:7 and ${file('docs/b.md')}:1 write different charts into ${file('docs/x.svg')}`,
    );
  });
});

test('an alternative text is plain text, and shows what would turn its direction', async () => {
  write('docs/a.md', chart('x.svg', 'size-time app=go alt="a\u202Eb](http://x) <img> `c` *d*"'));
  expect((await tables('docs/a.md')).exitCode).toBe(0);
  const text = readFileSync(file('docs/a.md'), 'utf8').split('\n').at(2) ?? '';
  const [paragraph] = fromMarkdown(text).children;
  expect(paragraph).toMatchObject({
    children: [{ type: 'image', alt: 'a\\u202eb](http://x) <img> `c` *d*', url: 'x.svg' }],
  });
  write('docs/a.md', chart('x\u202E.svg'));
  expect((await tables('docs/a.md')).said).toContain('is no such name');
});

test('nothing is written if one of the files cannot be', async () => {
  write('docs/a.md', chart('a.md/x.svg'));
  const before = readFileSync(file('docs/a.md'), 'utf8');
  const { exitCode, said } = await tables('docs/a.md');
  expect(exitCode).toBe(2);
  expect(said).toContain('error PAGE_NOT_WRITABLE: Nothing was written. Not writable: ');
  expect(said).toContain('docs/a.md is no folder');
  expect(readFileSync(file('docs/a.md'), 'utf8')).toBe(before);
});

test('a file that cannot be written for a reason that nobody could know is named, with what was written before', async () => {
  const written = (name: string) => ({
    ...{ file: name, place: file(name), before: undefined, text: 'x', stale: [] },
  });
  await expect(writeFiles([written('x.svg'), written('x.svg/y.svg')])).rejects.toMatchObject({
    code: 'OUTPUT_UNWRITTEN',
    message: 'x.svg/y.svg could not be written: EEXIST. Written before it: x.svg.',
  });
});

test('a page that is not UTF-8 is refused, and stays to the byte', async () => {
  const latin1 = Buffer.from(`caf\xe9\n\n${chart('x.svg')}`, 'latin1');
  writeFileSync(file('docs/a.md'), latin1);
  expect(await tables('docs/a.md')).toEqual({ exitCode: 2, said: expect.stringContaining('is not UTF-8.') });
  expect(readFileSync(file('docs/a.md')).equals(latin1)).toBe(true);
});
