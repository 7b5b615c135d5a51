import { spawnSync } from 'node:child_process';
import {
  appendFileSync,
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildColumns, imageColumns } from './columns.ts';
import { toCsv } from './to-csv.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from '../read/read-resumable.ts';
import { readRun } from '../read/read-run.ts';
import { buildRow, imageRow } from '../rows.fixture.ts';
import type { BuildRow, ImageRow } from '../rows.ts';

let folder: string;
beforeEach(() => {
  folder = path.join(mkdtempSync(path.join(tmpdir(), 'stagebench-rows-')), 'r1');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...manifest, schema: 2 }));
});
afterEach(() => {
  rmSync(path.dirname(folder), { recursive: true });
});

function write(builds: readonly Partial<BuildRow>[], images: readonly Partial<ImageRow>[] = []): void {
  const rows = builds.map((row, index) => buildRow({ sequence: index + 1, ...row }));
  writeFileSync(path.join(folder, 'builds.csv'), toCsv(buildColumns, rows));
  writeFileSync(path.join(folder, 'images.csv'), toCsv(imageColumns, images.map(imageRow)));
}
const inFile = (name: string, problem: string) => ({
  code: 'RESULTS_UNREADABLE',
  message: `${path.join(folder, name)}, ${problem}.`,
});
const failed = { state: 'failed', wall_ms: undefined } as const;
const aborted = { state: 'aborted', wall_ms: undefined } as const;
const disturbed = { state: 'disturbed' } as const;
const controlled = { ...control, phase: 'control' } as const;
const again = 'line 3: column "round": go/slim/cold in round 1 has a row already';

describe('rows that belong together are read', () => {
  test.each<[string, Partial<BuildRow>[]]>([
    ['an aborted visit that was made again', [aborted, {}]],
    ['one that was aborted twice', [aborted, aborted, failed]],
    ['a visit that was disturbed, and made again until it was not', [disturbed, disturbed, {}]],
    ['primes, as many as were needed', [{ phase: 'prime' }, { phase: 'prime' }, {}]],
    ['other rounds and other cells', [{}, { round: 2 }, { scenario: 'warm' }, { strategy: 'alpine' }]],
    ['the control of each round', [controlled, { ...controlled, round: 2 }]],
    ['numbers that leave some out', [{ sequence: 3 }, { sequence: 7, round: 2 }]],
  ])('%s', async (_, rows) => {
    write(rows);
    expect((await readRun(folder)).builds).toHaveLength(rows.length);
  });
});

describe('rows that cannot be of one run are refused, to be printed and to go on', () => {
  test.each<[string, Partial<BuildRow>[], string]>([
    ['a second sample of a visit', [{}, {}], again],
    ['a second one that is invalid', [{}, { state: 'invalid' }], again],
    ['one after a failed visit, which is not made again', [failed, {}], again],
    ['a visit that was made again although it was not disturbed', [{}, disturbed], again],
    [
      'a control that was disturbed, and made again',
      [{ ...controlled, ...disturbed }, controlled],
      'line 3: column "round": control/control/cold in round 1 has a row already',
    ],
    [
      'a second control in a round',
      [controlled, controlled],
      'line 3: column "round": control/control/cold in round 1 has a row already',
    ],
    [
      'a number that was given already',
      [{}, { sequence: 1, round: 2 }],
      'line 3: column "sequence": 1 does not come after 1, the row before it',
    ],
    [
      'a number that falls',
      [{ sequence: 5 }, { sequence: 4, round: 2 }],
      'line 3: column "sequence": 4 does not come after 5, the row before it',
    ],
    ['a row of another run', [{}, { run_id: 'r2' }], 'line 3: column "run_id": "r2" is not run r1'],
    ['half a round', [{}, { round: 1.5 }], 'line 3: column "round": "1.5" is not a whole number'],
    ['half a step', [{ steps_total: 2.5 }], 'line 2: column "steps_total": "2.5" is not a whole number'],
    [
      'a build without its time',
      [{}, { round: 2, wall_ms: undefined }],
      'line 3: column "wall_ms": a build that is built needs its time',
    ],
  ])('%s', async (_, rows, problem) => {
    // Behind a broken last row comes one that is whole: that it may be torn is another story.
    write([...rows, { sequence: 9, round: 9 }]);
    await expect(readRun(folder)).rejects.toMatchObject(inFile('builds.csv', problem));
    await expect(readResumable(folder)).rejects.toMatchObject(inFile('builds.csv', problem));
  });

  test('a last row that is whole is not taken for a torn one', async () => {
    write([{}, {}]);
    await expect(readResumable(folder)).rejects.toMatchObject(inFile('builds.csv', again));
  });

  test('an image of another run', async () => {
    write([], [{}, { strategy: 'alpine', run_id: 'r2' }]);
    const problem = inFile('images.csv', 'line 3: column "run_id": "r2" is not run r1');
    await expect(readRun(folder)).rejects.toMatchObject(problem);
  });
});

describe('a run lacks nothing that it began with', () => {
  test.each(['builds.csv', 'images.csv'])(
    '%s is not there: there is a run, so it is unreadable',
    async (name) => {
      write([{}]);
      rmSync(path.join(folder, name));
      await expect(readRun(folder)).rejects.toMatchObject({
        code: 'RESULTS_UNREADABLE',
        message: `${path.join(folder, name)} cannot be read: ENOENT.`,
      });
    },
  );

  test.each(['builds.csv', 'images.csv'])('%s is empty', async (name) => {
    write([{}]);
    writeFileSync(path.join(folder, name), '');
    await expect(readRun(folder)).rejects.toMatchObject(inFile(name, 'line 1: column "run_id" is missing'));
  });
});

describe('a last row that stands there twice', () => {
  const told: string[] = [];
  const readTold = async () => {
    told.length = 0;
    return readRun(folder, (text) => told.push(text));
  };
  const repeatLast = (name: string): void => {
    const file = path.join(folder, name);
    const text = readFileSync(file, 'utf8');
    appendFileSync(file, `${text.trimEnd().split('\n').at(-1)}\n`);
  };

  test.each(['builds.csv', 'images.csv'])('counts once, and somebody is told: %s', async (name) => {
    write([{}, { round: 2 }], [{}]);
    const { builds, images } = await readTold();
    expect(told).toEqual([]);
    repeatLast(name);
    expect(await readTold()).toMatchObject({ builds, images });
    expect(told).toEqual([`${path.join(folder, name)}: its last row stands there twice, and counts once`]);
    // Where nobody can be told it is refused as before, as when tables are published.
    await expect(readRun(folder)).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE' });
  });

  test('is refused where it stands three times, or differs in anything, or is not the last', async () => {
    write([{}]);
    repeatLast('builds.csv');
    repeatLast('builds.csv');
    await expect(readTold()).rejects.toMatchObject(
      inFile('builds.csv', 'line 3: column "sequence": 1 does not come after 1, the row before it'),
    );
    write([{}, { sequence: 1, wall_ms: 99 }]);
    await expect(readTold()).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE' });
    write([{}, { sequence: 1 }, { sequence: 2, round: 2 }]);
    await expect(readTold()).rejects.toMatchObject({ code: 'RESULTS_UNREADABLE' });
  });
});

// Root may read everything.
const isRoot = process.getuid?.() === 0;
test('results that the user may not read are no run that is missing', async () => {
  write([{}]);
  const file = path.join(folder, 'run.json');
  chmodSync(file, 0o000);
  const module = new URL('../read/read-run.ts', import.meta.url).href;
  const script = `import { readRun } from ${JSON.stringify(module)};
    await readRun(${JSON.stringify(folder)}).catch(({ code, message, fix }) => console.log(JSON.stringify({ code, message, fix })));`;
  chmodSync(path.dirname(folder), 0o755);
  const user = isRoot ? { uid: 65_534, gid: 65_534 } : {};
  const { stdout } = spawnSync(process.execPath, ['--input-type=module', '--eval', script], {
    ...user,
    encoding: 'utf8',
  });
  expect(JSON.parse(stdout)).toEqual({
    code: 'RESULTS_NOT_YOURS',
    message: `${file} cannot be read: EACCES.`,
    fix: expect.stringContaining('chown'),
  });
});
