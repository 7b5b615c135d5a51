import {
  chmodSync,
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
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import { stagebench } from '../../in-process-cli.fixture.ts';

/** A repository of somebody else: a page, docs, and a folder of runs. */
let repo: string;
beforeEach(() => {
  repo = mkdtempSync(path.join(tmpdir(), 'stagebench-tables-'));
  const around = (ms: number) => [0, 1, 2, 3, 4, 5, 6, 7].map((round) => ms + round);
  writeRun(path.join(repo, 'bench'), {
    runId: 'r1',
    times: {
      ...{ 'go/single-stage/cold': around(12_000), 'go/slim/cold': around(13_000) },
      ...{ 'go/single-stage/warm': around(200), 'go/slim/warm': around(210) },
    },
    manifest: { schema: 3 },
    images: ({ strategy }) => ({
      ...{ size_bytes: strategy === 'slim' ? 80_000_000 : 900_000_000, rootfs_bytes: 70_000_000, shells: 1 },
    }),
  });
});
afterEach(() => {
  rmSync(repo, { recursive: true });
});

const file = (name: string): string => path.join(repo, name);
const read = (name: string): string => readFileSync(file(name), 'utf8');
function write(name: string, ...lines: string[]): void {
  mkdirSync(path.dirname(file(name)), { recursive: true });
  writeFileSync(file(name), `${lines.join('\n')}\n`);
}
const tables = (...words: string[]) =>
  stagebench(['tables', ...words.map((word) => (word.endsWith('.md') ? file(word) : word))]);
const marked = (words: string): string[] => [`<!-- stagebench:${words} -->`, '<!-- /stagebench -->'];

describe('a page of any repository', () => {
  test('gets its tables, each with where its numbers are from; the rest stays', async () => {
    write('README.md', '# Mine', '', ...marked('sizes run=bench/r1'), '', 'the end');
    const { exitCode, stderr } = await tables('README.md');
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('(sizes, line 3)')]);
    const text = read('README.md');
    expect(text).toMatch(/^\| go +\| slim +\| 80\.0 MB \|/m);
    expect(text).toMatch(
      /^Measured 2026-01-01 on the docker engine 28\.0\.0 .*; run r1; 2 images: .*; 8 rounds, 32 samples, seed 1\.$/m,
    );
    expect(text.startsWith('# Mine\n\n<!-- stagebench:sizes run=bench/r1 -->\n')).toBe(true);
    expect(text.endsWith('<!-- /stagebench -->\n\nthe end\n')).toBe(true);
    expect((await tables('README.md')).stderr).toContain('up to date');
    expect(read('README.md')).toBe(text);
  });

  test('names a run relative to itself', async () => {
    write('docs/deep/a.md', ...marked('times run=../../bench/r1'));
    expect((await tables('docs/deep/a.md')).exitCode).toBe(0);
    expect(read('docs/deep/a.md')).toMatch(/^\| go +\| slim +\| 13\.0 s \(13\.0–13\.0 s\)|13\.0 s/m);
  });

  test('without run= has the newest finished run of the results', async () => {
    symlinkSync('r1', file('bench/latest'));
    write('a.md', ...marked('summary'));
    expect((await tables('a.md', '--results', file('bench'))).exitCode).toBe(0);
    expect(read('a.md')).toContain('run r1;');
  });

  test('has a part of a run, sorted, with other columns, in its own words', async () => {
    write(
      'a.md',
      ...marked(
        'sizes run=bench/r1 columns=size_bytes,layers sort=size_bytes digits=2 caption="What we \\"ship\\""',
      ),
    );
    expect((await tables('a.md')).exitCode).toBe(0);
    const lines = read('a.md').split('\n');
    expect(lines.find((line) => line.startsWith('What we'))).toMatch(/^What we "ship"\. Measured /);
    expect(lines.filter((line) => line.startsWith('| go'))).toEqual([
      '| go  | slim         |  80 MB |      5 |',
      '| go  | single-stage | 900 MB |      5 |',
    ]);
  });

  test('may have tables of two runs', async () => {
    writeRun(file('bench'), { runId: 'r2', times: { 'node/slim/cold': [1000] }, manifest: { schema: 3 } });
    write('a.md', ...marked('summary run=bench/r1'), '', ...marked('summary run=bench/r2'));
    expect((await tables('a.md')).exitCode).toBe(0);
    expect(read('a.md')).toMatch(/run r1;[\s\S]*run r2;/);
  });

  test('shows what failed, and does not hide it', async () => {
    writeRun(file('bench'), {
      ...{
        runId: 'r3',
        times: { 'go/slim/cold': [1000], 'go/alpine/cold': [1000] },
        manifest: { schema: 3, outcome: 'incomplete' },
      },
      builds: ({ strategy }) => (strategy === 'alpine' ? { state: 'failed', reason: 'exit code 1' } : {}),
      images: ({ strategy }) => (strategy === 'alpine' ? { state: 'failed', healthy: false } : {}),
    });
    write('a.md', ...marked('summary run=bench/r3'));
    expect((await tables('a.md')).exitCode).toBe(0);
    expect(read('a.md')).toMatch(/^\| go +\| alpine +\| +failed \|/m);
    expect(read('a.md')).toContain('go/alpine/cold: exit code 1');
  });

  test('of a run of an older schema says what it lacks', async () => {
    writeRun(file('bench'), { runId: 'r4', times: { 'go/slim/cold': [1000] }, manifest: { schema: 2 } });
    write('a.md', ...marked('surface run=bench/r4'));
    expect((await tables('a.md')).exitCode).toBe(0);
    expect(read('a.md')).toContain('there is nothing to show for `surface`: the run has no such figures');
  });
});

describe('a chart', () => {
  const chart = 'chart size-time app=go run=../bench/r1 file=images/go.svg';

  test('is an SVG beside the page and the line that shows it, with its finding in words', async () => {
    write('docs/a.md', ...marked(chart));
    expect((await tables('docs/a.md')).exitCode).toBe(0);
    expect(read('docs/a.md')).toMatch(
      /^!\[go: size of the image, and time of cold builds\. No other variant beats .*\]\(images\/go\.svg\)$/m,
    );
    const svg = read('docs/images/go.svg');
    expect(svg).toMatch(/^<!-- Made by stagebench .*-->\n<svg [^>]*xmlns="http:\/\/www\.w3\.org\/2000\/svg"/);
    expect(svg).toContain('prefers-color-scheme:dark');
    expect(svg).not.toMatch(/<script|@font-face|@import/);
    expect((await tables('--check', 'docs/a.md')).exitCode).toBe(0);
    writeFileSync(file('docs/images/go.svg'), svg.replace('slim', 'slam'));
    expect((await tables('--check', 'docs/a.md')).exitCode).toBe(1);
  });

  test.each([
    [
      'chart size-tim app=go run=bench/r1 file=a.svg',
      'There is no chart "size-tim". Did you mean "size-time"?',
    ],
    ['chart size-time app=ruby run=bench/r1 file=a.svg', 'There is no app "ruby" in this run.'],
    ['chart size-time app=go run=bench/r1', 'needs file=, e.g. file=images/size-time.svg'],
    ['chart size-time app=go run=bench/r1 file=/etc/a.svg', 'file=/etc/a.svg is no such name'],
    ['chart size-time app=go run=bench/r1 file=mine.svg', 'which Stagebench has not made'],
    ['chart size-time app=go run=bench/r1 file=a.svg width=9', 'has width=9'],
    ['chart transfer app=go run=bench/r1 file=a.svg', 'the run has nothing to draw transfer of go with'],
    ['chart', 'names no chart; there are: '],
  ])('%s is refused', async (words, why) => {
    write('mine.svg', '<svg/>');
    write('a.md', ...marked(words));
    const { exitCode, stderr } = await tables('a.md');
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(why);
    expect(existsSync(file('a.svg'))).toBe(false);
  });
});

describe('--check', () => {
  test('changes nothing, prints a unified diff, and fails', async () => {
    write('a.md', ...marked('sizes run=bench/r1'));
    const before = read('a.md');
    const { exitCode, stdout, stderr } = await tables('--check', 'a.md');
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('error DOCS_STALE: Stale: ')]);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain('`npm run -s stagebench -- tables FILE…`');
    expect(stdout).toMatch(/^--- .*a\.md\tas it is\n\+\+\+ .*a\.md\tas it would be\n@@ -1,2 \+1,\d+ @@\n/m);
    expect(stdout).toMatch(/^\+\| go +\| slim /m);
    expect(read('a.md')).toBe(before);
  });
});

describe('what cannot be meant is told, with its place, and no page is touched', () => {
  test.each([
    ['nonesuch run=bench/r1', 'a.md:1: There is no table "nonesuch".'],
    [' sizes run=bench/r1', 'a.md:1 lacks the name of a table'],
    ['sumary run=bench/r1', 'Did you mean "summary"?'],
    ['summary run=bench/r1 scenario=cold', 'a.md:1: There is no key "scenario". Did you mean "scenarios"?'],
    ['summary run=bench/r1 columns=size', 'a.md:1: There is no column "size".'],
    ['summary run=bench/r1 cold', 'a.md:1 has a word that is no key=value: cold.'],
    ['summary run=bench/r9', 'a.md:1: run=bench/r9: there is no run in '],
    ['summary run=bench/r1 baseline=slimm', 'There is no strategy "slimm" in this run. Did you mean "slim"?'],
    ['columns of=bulids', 'There is no file "bulids". Did you mean "builds"?'],
    ['rooms run=bench/r1', 'a.md:1 takes no keys, and has run.'],
  ])('%s', async (words, why) => {
    write('a.md', ...marked(words));
    write('b.md', ...marked('sizes run=bench/r1'));
    const before = [read('a.md'), read('b.md')];
    const { exitCode, stderr } = await tables('b.md', 'a.md');
    expect(exitCode).toBe(2);
    expect(stderr.replaceAll(/\s+/g, ' ')).toContain(why);
    expect([read('a.md'), read('b.md')]).toEqual(before);
  });

  test('a file that is not there, and a folder', async () => {
    expect((await tables('none.md')).stderr).toContain('none.md cannot be read: ENOENT.');
    mkdirSync(file('folder.md'));
    expect((await tables('folder.md')).stderr).toContain('is a folder');
  });

  test('no file at all', async () => {
    expect(await tables()).toMatchObject({
      exitCode: 2,
      stderr: expect.stringContaining('error USAGE: No file is named.'),
    });
  });

  test('no run yet', async () => {
    write('a.md', ...marked('summary'));
    const { exitCode, stderr } = await tables('a.md', '--results', file('none'));
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('error NO_RUN')]);
  });

  test.skipIf(process.getuid?.() === 0)('a page that may not be written', async () => {
    write('a.md', ...marked('sizes run=bench/r1'));
    chmodSync(file('a.md'), 0o444);
    expect((await tables('a.md')).stderr).toContain('error PAGE_NOT_WRITABLE');
  });
});

test('a page without a marker is said to have none, and is no error', async () => {
  write('a.md', 'Just text.');
  const { exitCode, stderr } = await tables('a.md');
  expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([0, expect.stringContaining('no marker in ')]);
});

test('a page that is named twice, also by a link, is written once', async () => {
  write('a.md', ...marked('sizes run=bench/r1'));
  symlinkSync('a.md', file('b.md'));
  const { exitCode, stderr } = await tables('a.md', 'b.md', 'a.md');
  expect(exitCode).toBe(0);
  expect(stderr.match(/sizes, line 1/g)).toHaveLength(1);
});

test('names that mean something in Markdown or HTML are shown as they are', async () => {
  const name = 'a|b<script>"=`\u202E';
  writeRun(file('bench'), {
    ...{ runId: 'r5', times: { 'go/slim/cold': [1000] }, manifest: { schema: 3 } },
    images: () => ({ user: name }),
  });
  write('a.md', ...marked('summary run=bench/r5'));
  expect((await tables('a.md')).exitCode).toBe(0);
  const line =
    read('a.md')
      .split('\n')
      .find((one) => one.startsWith('| go')) ?? '';
  expect(line).toContain('a\\|b&lt;script>"=\\`\\\\u202e');
});

describe('table', () => {
  const table = (...words: string[]) => stagebench(['table', ...words, '--run', file('bench/r1')]);

  test.each([
    ['text', /^app +strategy +image/m],
    ['md', /^\| go +\| slim +\| 80\.0 MB/m],
    ['html', /<th scope="row">slim<\/th><td class="r">80\.0 MB<\/td>/],
    ['csv', /^app,strategy,size_bytes,.*\n(?:.*\n)?go,slim,80000000,/m],
    ['json', /"size_bytes": 80000000/],
  ])('prints %s', async (format, expected) => {
    const { exitCode, stdout } = await table('sizes', '--format', format);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(expected);
  });

  test('takes the keys of a marker as options', async () => {
    const { stdout } = await table('times', '--strategies', 'slim', '--scenarios', 'cold', '--format', 'csv');
    expect(stdout.split('\n')[1]).toMatch(/^go,slim,cold,built,8,13003\.5,/);
  });

  test('names the nearest table', async () => {
    expect((await table('size')).stderr).toContain('Did you mean "sizes"?');
  });
});
