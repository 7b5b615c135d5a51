import { mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { writeRun } from '../../../src/record/recorded-run.fixture.ts';
import packageJson from '../../../package.json' with { type: 'json' };
import { stagebench } from '../../in-process-cli.fixture.ts';

let place = '';
/** A run that lies in a folder of another name, as one that was published. */
let copy = '';
beforeEach(() => {
  place = mkdtempSync(path.join(tmpdir(), 'stagebench-report-html-'));
  copy = path.join(place, 'copied');
  const run = writeRun(place, {
    runId: 'r1',
    times: { 'go/single-stage/cold': [12_000, 12_100, 12_200], 'go/slim/cold': [13_000, 13_100, 13_200] },
    manifest: { schema: 3 },
  });
  renameSync(run, copy);
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

const textOf = (file: string): string => readFileSync(file, 'utf8');

test('the command that stands on the page derives it again, also from a copy of the run', async () => {
  const file = path.join(place, 'page.html');
  expect((await stagebench(['report', '--html', file, '--run', copy])).exitCode).toBe(0);
  const page = textOf(file);
  const [, words = ''] = /<code>npm run -s stagebench -- (report --html [^<]*)<\/code>/.exec(page) ?? [];
  expect((await stagebench(words.split(' '))).exitCode).toBe(0);
  expect(textOf(path.join(copy, 'report.html'))).toBe(page);
});

test.each<[given: string[], written: string]>([
  [[], 'copied/report.html'],
  [['--html'], 'copied/report.html'],
  [['--html', 'page.html'], 'page.html'],
])('npm run report -- %j writes %s', async (given, written) => {
  const script = /bench\/cli\.js (.*)$/.exec(packageJson.scripts.report)?.[1]?.split(' ') ?? [];
  const typed = given.map((word) => (word.startsWith('--') ? word : path.join(place, word)));
  const { exitCode, stderr } = await stagebench([...script, ...typed, '--run', copy]);
  expect([exitCode, stderr]).toEqual([0, `written: ${path.join(place, written)}\n`]);
  expect(textOf(path.join(place, written))).toContain('<!doctype html>');
});

test('two files are refused: it would write one of them', async () => {
  const { exitCode, stderr } = await stagebench(['report', '--html', '--html', 'a', '--html', 'b']);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining('--html is given 2 times.')]);
});
