import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manifest } from '../../../src/record/manifest.fixture.ts';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import { stagebench } from '../../in-process-cli.fixture.ts';

let results: string;
beforeAll(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-table-'));
  const around = (ms: number) => [0, 1, 2, 3, 4, 5, 6, 7].map((round) => ms + 10 * round);
  const times = { 'go/single-stage/cold': around(12_000), 'go/slim/cold': around(13_000) };
  const engine = { ...manifest.engine, kind: 'fake' as const };
  writeRun(results, {
    ...{ runId: 'r1', times, manifest: { schema: 3 } },
    images: () => ({ start_ms: 1234.5 }),
  });
  writeRun(results, { runId: 'made-up', times, manifest: { schema: 3, engine } });
  writeRun(results, {
    ...{ runId: 'broken', times, manifest: { schema: 3, outcome: 'incomplete' } },
    images: ({ strategy }) =>
      strategy === 'slim' ? { state: 'failed', healthy: false, reason: 'exit code 7' } : {},
  });
});
afterAll(() => {
  rmSync(results, { recursive: true });
});

const table = (...words: string[]) => stagebench(['table', ...words, '--results', results]);
const text = async (...words: string[]) => (await table(...words, '--run', 'r1')).stdout;

test.each(['constructor', 'toString', '__proto__'])('%s is no column', async (name) => {
  const { exitCode, stderr } = await table('sizes', '--run', 'r1', '--columns', name);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`There is no column "${name}".`)]);
});

test.each([['--sort', '-size_bytes'], ['--sort=-size_bytes']])(
  '%s %s: the largest first',
  async (...words) => {
    expect((await table('sizes', '--run', 'r1', ...words)).exitCode).toBe(0);
  },
);

test('an option behind --sort is no column', async () => {
  const { exitCode, stderr } = await table('sizes', '--sort', '--run', 'r1');
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('Not enough arguments following: sort')]);
});

describe('digits count everywhere', () => {
  test.each([
    ['ratios', /^go +slim +1\.083 \(1\.083–1\.083\) slower +1\.000$/m],
    ['summary', /1\.234 s|1\.235 s/],
    ['times', /^go +slim +13\.04 s \(13\.0\d–13\.0\d s\)$/m],
    ['verdicts', /13\.04 s +12\.04 s +1\.083/],
  ])('in %s', async (name, expected) => {
    expect(await text(name, '--digits', '4')).toMatch(expected);
  });
});

test.each(['summary', 'times', 'ratios', 'verdicts'])(
  'with columns of which none is a time, %s has no footnote on times',
  async (name) => {
    const onTimes = /medians of 8|± half|in brackets|Hodges|minimum effect/;
    expect(await text(name, '--columns', 'layers,user')).not.toMatch(onTimes);
    expect(await text(name, '--columns', 'layers,wall_ms_median')).toMatch(onTimes);
    expect(await text(name)).toMatch(onTimes);
  },
);

test.each([
  ['Our base images', 'Our base images. Measured '],
  ['Our base images!', 'Our base images! Measured '],
  ['What we call "slim."', 'What we call "slim." Measured '],
])('the caption %s ends as a sentence', async (caption, begins) => {
  expect(await text('sizes', '--caption', caption)).toContain(begins);
});

test('what failed is told with any columns', async () => {
  const { stdout } = await table('summary', '--run', 'broken', '--columns', 'layers');
  expect(stdout).toMatch(/failed/);
});

describe('every table of a run says where it is from', () => {
  test.each(['summary', 'sizes', 'times', 'ratios', 'surface', 'start', 'debug', 'recommend', 'verdicts'])(
    '%s, also in a terminal',
    async (name) => {
      const said = await text(name, '--caption', 'Our "own" words.');
      expect(said).toContain('Our "own" words. ');
      expect(said.replaceAll(/\s+/g, ' ')).toMatch(
        /Measured 2026-01-01 on the docker engine.*; run r1; 2 images: /,
      );
    },
  );

  test('also where there is nothing to show', async () => {
    expect(await text('transfer')).toMatch(/run r1;[\s\S]*there is nothing to show for `transfer`/);
  });

  test('but the report of a run says it once', async () => {
    const { stdout } = await stagebench(['report', '--run', 'r1', '--results', results]);
    expect(stdout.match(/Measured 2026/g)).toHaveLength(1);
  });

  test('and so does its page', async () => {
    const file = path.join(results, 'page.html');
    await stagebench(['report', '--run', 'r1', '--results', results, '--html', file]);
    expect(readFileSync(file, 'utf8').match(/Measured 2026/g)).toHaveLength(1);
  });

  test('and of one that was made up says that', async () => {
    for (const name of ['summary', 'sizes', 'ratios', 'recommend']) {
      const { stdout } = await table(name, '--run', 'made-up');
      expect(stdout).toContain('Made up 2026-01-01 by the fake engine; run made-up; ');
      expect(stdout).not.toContain('Measured');
    }
  });
});

test.each([
  ['github-action-benchmark', '"extra": "run made-up, made up by the fake engine"'],
  ['openmetrics', '# HELP stagebench_run_info The run that the numbers are of, made up by the fake engine.'],
  ['trace', '"name":"run made-up, made up by the fake engine"'],
  ['junit', '<testsuites name="stagebench made-up, made up by the fake engine"'],
])('the export %s says of a run that it was made up', async (name, words) => {
  const { stdout } = await stagebench(['export', name, '--run', 'made-up', '--results', results]);
  expect(stdout).toContain(words);
  const measured = await stagebench(['export', name, '--run', 'r1', '--results', results]);
  expect(measured.stdout).not.toContain('made up');
});

test('export --output says what it has written, beside the answer', async () => {
  const file = path.join(results, 'junit.xml');
  const done = await stagebench(['export', 'junit', '--run', 'r1', '--results', results, '--output', file]);
  expect(done).toMatchObject({ exitCode: 0, stdout: '', stderr: `written: ${file}\n` });
  expect(readFileSync(file, 'utf8')).toContain('</testsuites>');
});

test.each(['sizes', 'surface', 'start', 'debug'])('%s shows the state of an image, and why', async (name) => {
  const { stdout } = await table(name, '--run', 'broken');
  expect(stdout).toMatch(/^go +slim +failed +–/m);
  expect(stdout).toContain('  failed (there is no image): go/slim: exit code 7');
});

test('a column of the only scenario has its name', async () => {
  const said = await text('times', '--columns', 'wall_ms_median,samples,size_bytes');
  expect(said).toMatch(/^app +strategy +cold median +cold samples +image$/m);
});

describe('what cannot be meant is told', () => {
  test.each([
    [['chart'], 'USAGE: A chart is a file'],
    [['size-time'], 'USAGE: size-time is a chart, and a chart is a file'],
    [['strategies', '--apps', 'go'], 'USAGE: table strategies takes no keys, and has apps.'],
    [['nonesuch'], 'UNKNOWN_NAME: There is no table "nonesuch".'],
    [['sizes'], 'NO_RUN: There is no finished run in '],
  ])('%j', async (words, why) => {
    const { exitCode, stderr } = await table(...words);
    expect([exitCode, stderr.replaceAll(/\s+/g, ' ')]).toEqual([2, expect.stringContaining(why)]);
    expect(stderr).not.toMatch(/marker, docs|ENOENT|There are: \./);
  });
});

test('tables --list: every example can be pasted', async () => {
  const { stdout } = await stagebench(['tables', '--list']);
  expect(stdout).not.toContain('…');
  expect(stdout).toContain('<!-- stagebench:columns of=builds -->');
});
