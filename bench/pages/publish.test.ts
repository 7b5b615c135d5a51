import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunManifest } from '../../src/record/manifest.ts';
import { summaryColumns } from '../../src/record/csv/columns.ts';
import { heads } from '../../src/record/csv/columns.ts';
import { manifest as fixture } from '../../src/record/manifest.fixture.ts';
import { buildRow } from '../../src/record/rows.fixture.ts';
import type { BuildRow } from '../../src/record/rows.ts';
import { rootFolder } from '../context.ts';
import { writeRun, type HandWrittenRun } from '../../src/record/recorded-run.fixture.ts';
import { definitions } from '../registry.ts';
import { publish } from './publish.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-publish-'));
  cpSync(path.join(rootFolder, 'results/published'), path.join(root, 'results/published'), {
    recursive: true,
  });
});
afterEach(() => {
  rmSync(root, { recursive: true });
});
const published = (name: string): string => path.join(root, 'results/published/default', name);

const write = (folder: string): Promise<void> =>
  publish(folder, path.join(root, 'results/published'), definitions);

/** A run of go/slim with all its files but those that are named. */
function run(changes: Partial<RunManifest>, ...lacking: string[]): string {
  return runWith(changes, () => ({}), ...lacking);
}
function runWith(
  changes: Partial<RunManifest>,
  builds: NonNullable<HandWrittenRun['builds']>,
  ...lacking: string[]
): string {
  const folder = writeRun(path.join(root, 'results'), {
    ...{ runId: 'r1', times: { 'go/slim/cold': [1000, 1010, 1020] }, manifest: changes, builds },
    images: () => ({
      ...{ rootfs_bytes: 80_000_000, os_packages: undefined, stop: 'killed' },
      history_steps: 1,
      ...{ transfer: 'measured', transfer_bytes: 30_000_000, reproducible: 'identical' },
    }),
  });
  const builtSteps = (sequence: number) =>
    [1, 2, 3, 4].map((step) => `r1,${sequence},${step},,RUN,false,0,1,true,,executed\n`).join('');
  const counted = [1, 2, 3].filter((round) => builds(buildRow({ round })).state === undefined).length;
  const rows = {
    'steps.csv': `${heads.steps}${[1, 2, 3].map(builtSteps).join('')}`,
    'layers.csv': `${heads.layers}r1,go,slim,0,sha256:1,,false,1,1,true,0${','.repeat(heads.layers.split(',').length - 11)}\n`,
    'summary.csv': `${summaryColumns.join(',')}\nr1,go,slim,cold,built,${counted}${','.repeat(summaryColumns.length - 6)}\n`,
  };
  for (const [name, content] of Object.entries(rows)) writeFileSync(path.join(folder, name), content);
  mkdirSync(path.join(folder, 'logs'));
  for (const name of lacking) rmSync(path.join(folder, name));
  return folder;
}

test('a run takes the place of what was published of its suite; its logs stay where they are', async () => {
  await write(run({ schema: 3 }));
  expect(JSON.parse(readFileSync(published('run.json'), 'utf8'))).toMatchObject({ runId: 'r1' });
  expect(existsSync(published('layers.csv'))).toBe(true);
  expect(existsSync(published('logs'))).toBe(false);
});

test('where nothing has been published yet, the folder is made', async () => {
  rmSync(path.join(root, 'results/published'), { recursive: true });
  await write(run({ schema: 3 }));
  expect(existsSync(published('run.json'))).toBe(true);
});

test('what is published is read by all, though a run is read by its user alone', async () => {
  const folder = run({ schema: 3 });
  for (const { name } of readdirSync(folder, { withFileTypes: true }).filter((entry) => entry.isFile()))
    chmodSync(path.join(folder, name), 0o600);
  await write(folder);
  const modes = readdirSync(published('')).map((name) => statSync(published(name)).mode & 0o777);
  expect(modes.map((mode) => mode.toString(8))).toEqual(Array.from({ length: 6 }, () => '644'));
});

test('a run of before layers were recorded is published without them', async () => {
  await write(run({ schema: 2 }, 'layers.csv'));
  expect(existsSync(published('layers.csv'))).toBe(false);
});

test('a run in which a build did not count is published', async () => {
  const builds = ({ round }: BuildRow): Partial<BuildRow> =>
    round === 2 ? { state: 'invalid', reason: 'as the test says' } : {};
  await write(runWith({ schema: 3, outcome: 'incomplete' }, builds));
  expect(readFileSync(published('builds.csv'), 'utf8')).toContain('as the test says');
});

describe('a run of a project', () => {
  test('has a folder of its own name below projects', async () => {
    await write(run({ schema: 3, project: { name: 'my-app' } }));
    expect(existsSync(path.join(root, 'results/published/projects/my-app/builds.csv'))).toBe(true);
    expect(readFileSync(published('run.json'), 'utf8')).not.toContain('my-app');
  });

  test.each(['..', 'a/b', '', 'My App', '-x'])('is refused with the name %j', (name) =>
    refuses(run({ schema: 3, project: { name } }), /is no plain name of a folder\.$/),
  );
});

/** What is published stays as it is. */
async function refuses(run: string, why: RegExp): Promise<void> {
  const before = readFileSync(published('run.json'), 'utf8');
  const outcome = write(run);
  await expect(outcome).rejects.toMatchObject({ code: 'NOT_PUBLISHABLE' });
  await expect(outcome).rejects.toThrow(why);
  expect(readFileSync(published('run.json'), 'utf8')).toBe(before);
}

describe('is not published, and what was before stays', () => {
  test.each<[string, () => string, RegExp]>([
    [
      'a run that lacks a file it should have',
      () => run({ schema: 3 }, 'layers.csv'),
      /cannot be published: .*layers\.csv cannot be read: ENOENT/,
    ],
    [
      'a run of the fake engine',
      () => run({ schema: 3, engine: { ...fixture.engine, kind: 'fake' } }),
      /made it up/,
    ],
    [
      'a run that did not come to its end',
      () => run({ schema: 3, outcome: 'interrupted' }),
      /: it is interrupted\.$/,
    ],
    [
      'a run with a cell of which no build counts',
      () => runWith({ schema: 3, outcome: 'incomplete' }, () => ({ state: 'invalid', reason: 'so' })),
      /: there are no samples of go\/slim\/cold\.$/,
    ],
  ])('%s', (_, made, why) => refuses(made(), why));
});

describe('of a run whose files do not fit together nothing is published', () => {
  const cut = (name: string, by: (content: string) => string) => {
    const folder = run({ schema: 3 });
    const file = path.join(folder, name);
    writeFileSync(file, by(readFileSync(file, 'utf8')));
    return folder;
  };
  const withoutLastRow = (content: string) => content.replace(/[^\n]*\n$/, '');
  const inTheMiddle = (content: string) => content.slice(0, -3);
  test.each<[string, () => string, RegExp]>([
    ['a step that is torn', () => cut('steps.csv', inTheMiddle), /steps\.csv ends in the middle of a row/],
    ['a layer that is torn', () => cut('layers.csv', inTheMiddle), /layers\.csv ends in the middle of a row/],
    ['a sum that is torn', () => cut('summary.csv', inTheMiddle), /summary\.csv ends in the middle of a row/],
    [
      'a build that is lost',
      () => cut('builds.csv', withoutLastRow),
      /it says that it is complete, and rows of it/,
    ],
    [
      'an image that is lost',
      () => cut('images.csv', withoutLastRow),
      /there are no samples of go\/slim\/cold/,
    ],
    ['a step that is lost', () => cut('steps.csv', withoutLastRow), /steps\.csv lacks steps of build 3/],
    ['a layer that is lost', () => cut('layers.csv', withoutLastRow), /layers\.csv lacks layers of go\/slim/],
    [
      'a sum that is lost',
      () => cut('summary.csv', withoutLastRow),
      /summary\.csv has no row of go\/slim\/cold/,
    ],
    ['an empty file', () => cut('layers.csv', () => ''), /layers\.csv ends in the middle of a row/],
  ])('%s', (_, made, why) => refuses(made(), why));
});

describe('a suite that is named in run.json is joined to no path that leads elsewhere', () => {
  test.each([
    '..',
    '../..',
    '../../elsewhere',
    '/etc',
    '.',
    '',
    'self.json',
    'default/../..',
    'a\\b',
    'x\u001b[2J',
  ])('%j removes nothing', async (suite) => {
    const beside = path.join(root, 'elsewhere');
    mkdirSync(beside);
    const made = run({ schema: 3, options: { suite } });
    const there = () => readdirSync(root, { recursive: true, encoding: 'utf8' }).toSorted();
    const before = there();
    await expect(write(made)).rejects.toMatchObject({
      code: expect.stringMatching(/^(NOT_PUBLISHABLE|RESULTS_UNREADABLE)$/),
    });
    expect(there()).toEqual(before);
  });
});
