import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { appendNight } from './append-night.ts';
import { checkHistory } from './check-history.ts';
import { line, night, row, size } from './night-row.fixture.ts';
import { historyHead } from './year/fields-of.ts';
import { readHistory } from './read-history.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-history-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const file = (year = 2026): string => path.join(folder, `${year}.csv`);
const read = (year?: number): string => readFileSync(file(year), 'utf8');

describe('a night', () => {
  test('is appended to the file of its year, its rows by series', async () => {
    await appendNight(folder, [size(), row()]);
    const [head, ...rows] = read().split('\n');
    expect(`${head}\n`).toBe(historyHead);
    expect(rows.map((text) => text.split(',').slice(2, 7).join(' '))).toEqual([
      'go slim  size_bytes 9000',
      'go slim cold wall_ms 1234.500',
      '',
    ]);
    expect(`${rows[1]}\n`).toBe(line);
    await appendNight(folder, [row({ night: '2027-01-01T02:00:00.000Z', run_id: 'n2' })]);
    expect(readdirSync(folder).filter((name) => name.endsWith('.csv'))).toEqual(['2026.csv', '2027.csv']);
  });

  test('that is given twice is one night, to the byte', async () => {
    expect((await appendNight(folder, [row(), size()])).wasThere).toBe(false);
    const before = read();
    const again = await appendNight(folder, [row({ value: '9.000' }), size()]);
    expect(again.wasThere).toBe(true);
    expect(read()).toBe(before);
  });

  test('has what is exact only where it changed; the lines before stay as they are', async () => {
    await appendNight(folder, [row(night(1)), size(night(1))]);
    const first = read();
    await appendNight(folder, [row(night(2)), size(night(2))]);
    const { history } = await appendNight(folder, [row(night(3)), size({ ...night(3), value: '9001' })]);
    expect(read().startsWith(first)).toBe(true);
    expect(
      read()
        .split('\n')
        .filter((text) => text.includes('size_bytes')),
    ).toHaveLength(2);
    expect(history.series.get('go/slim size_bytes')?.points.map(({ value }) => value)).toEqual([
      '9000',
      '9001',
    ]);
    expect(history.series.get('go/slim/cold wall_ms')?.points).toHaveLength(3);
  });

  test('appended by two at once: both are there', async () => {
    await Promise.all([1, 2, 3, 4].map((number) => appendNight(folder, [row(night(number))])));
    expect((await readHistory(folder)).nights.map(({ runId }) => runId)).toEqual(['n1', 'n2', 'n3', 'n4']);
  });
});

describe('what is read', () => {
  test('is what was written: numbers, names with commas and quotes, nothing where there was nothing', async () => {
    const odd = row({
      ...night(2),
      value: undefined,
      state: 'failed',
      samples: 0,
      cpu_model: 'A "fast", CPU',
    });
    await appendNight(folder, [row({ low: 1200, high: 1300.25 })]);
    expect(readFileSync(path.join(folder, '2026.csv'), 'utf8')).toContain(
      ',1234.500,1200,1300.25,5,built,0.01,500.5,',
    );
    await appendNight(folder, [odd]);
    await appendNight(folder, [row(night(3))]);
    const { series, controls } = await readHistory(folder);
    const points = series.get('go/slim/cold wall_ms')?.points ?? [];
    expect(points.map(({ value }) => value)).toEqual([1234.5, NaN, 1234.5]);
    expect(points[0]).toMatchObject({ samples: 5 });
    expect(controls.get('n1')).toBe(500.5);
    expect(points.map(({ pins }) => pins.cpu_model)).toEqual(['A CPU', 'A "fast", CPU', 'A CPU']);
    expect(points.map(({ state }) => state)).toEqual(['built', 'failed', 'built']);
    expect(points[0]?.pins).toMatchObject({ definition: 'd1', base: 'b1', lockfile: 'l1', commit: 'c1' });
  });

  test('of no folder, and of an empty one, is no night', async () => {
    expect((await readHistory(path.join(folder, 'none'))).nights).toEqual([]);
    expect((await readHistory(folder)).series.size).toBe(0);
  });

  test('comes in the order of the nights where the clock went back', async () => {
    await appendNight(folder, [row(night(5))]);
    await appendNight(folder, [row({ ...night(2), value: '1' })]);
    const { nights, series } = await readHistory(folder);
    expect(nights.map(({ runId }) => runId)).toEqual(['n2', 'n5']);
    expect(series.get('go/slim/cold wall_ms')?.points.map(({ value }) => value)).toEqual([1, 1234.5]);
  });

  test('counts rows once that a merge has kept twice', async () => {
    writeFileSync(file(), historyHead + line + line);
    expect((await readHistory(folder)).series.get('go/slim/cold wall_ms')?.points).toHaveLength(1);
  });

  test('of another night of two machines has both', async () => {
    await appendNight(folder, [row()]);
    await appendNight(folder, [row({ run_id: 'other', cpu_model: 'Another CPU' })]);
    const { nights } = await readHistory(folder);
    expect(nights.map(({ runId }) => runId)).toEqual(['n1', 'other']);
  });
});

describe('a file that is not as it was written is refused with its line, and not touched:', () => {
  test.each<[string, string, string]>([
    ['empty', '', 'line 1: the file is empty: its head is missing.'],
    [
      'a torn last line',
      `${historyHead}${line}${line.slice(0, 40)}`,
      'line 3: it is torn: it has no line end.',
    ],
    [
      'a line that lacks columns',
      `${historyHead}${line.slice(0, 60)}\n`,
      'line 2: it has 10 columns in place of 23.',
    ],
    [
      'a merge conflict',
      `${historyHead}<<<<<<< HEAD\n${line}=======\n>>>>>>> other\n`,
      'line 2: it is a mark of a merge conflict.',
    ],
    ['a column of a later version', historyHead.replace('\n', ',moon\n'), 'line 1: column "moon" is unknown'],
    ['a column less', historyHead.replace(',state', ''), 'line 1: column "state" is missing.'],
    [
      'columns in another order',
      historyHead.replace('night,run_id', 'run_id,night'),
      'line 1: its columns stand in another order.',
    ],
    ['another program', 'date,commit,ns\n', 'line 1: it is no head of a history of Stagebench.'],
    [
      'a time that is no number',
      historyHead + line.replace('1234.500', 'fast'),
      'line 2: column "value": "fast" is no amount.',
    ],
    [
      'a negative time',
      historyHead + line.replace('1234.500', '-3'),
      'line 2: column "value": "-3" is no amount.',
    ],
    [
      'a night that is no date',
      historyHead + line.replace('2026-03-01T', '2026-03-01 '),
      'line 2: column "night": "2026-03-01 02:00:00.000Z" is no date.',
    ],
    [
      'two values of one night',
      historyHead + line + line.replace('1234', '4321'),
      'line 3: run n1 has another value of go slim cold wall_ms in line 2.',
    ],
    [
      'one run in two nights',
      historyHead + line + line.replace('03-01', '03-02'),
      'line 3: run n1 began at 2026-03-01T02:00:00.000Z in a line before.',
    ],
    [
      'a row with the control of another run',
      historyHead + line + line.replace(',cold,', ',warm,').replace('500.5', '700'),
      'line 3: run n1 has another control than in a line before: 700 ms in place of 500.5 ms.',
    ],
    [
      'a row with a control in a night that has none',
      historyHead + line.replace('500.5', '') + line.replace(',cold,', ',warm,'),
      'line 3: run n1 has another control than in a line before: 500.5 ms in place of none.',
    ],
    ['an open quote', historyHead + line.replace('A CPU', '"A CPU'), 'line 2: its quotes do not end.'],
  ])('%s', async (_what, text, message) => {
    writeFileSync(file(), text);
    const expected = expect.objectContaining({
      code: 'HISTORY_UNREADABLE',
      message: expect.stringContaining(`${file()}, ${message}`) as string,
    });
    await expect(readHistory(folder)).rejects.toThrow(expected);
    await expect(appendNight(folder, [row(night(9))])).rejects.toThrow(expected);
    expect(read()).toBe(text);
  });

  test('10 MB of another program', async () => {
    const text = 'some text of another program\n'.repeat(400_000);
    writeFileSync(file(), text);
    await expect(appendNight(folder, [row()])).rejects.toMatchObject({ code: 'HISTORY_UNREADABLE' });
    expect(read()).toBe(text);
  });
});

test('a history that cannot be written is found before anything is built', async () => {
  const taken = path.join(folder, 'taken');
  writeFileSync(taken, '');
  // It can neither be read nor made.
  await expect(checkHistory(path.join(taken, 'below'), folder, false)).rejects.toMatchObject({
    code: 'HISTORY_UNREADABLE',
  });
  mkdirSync(path.join(folder, 'fine'));
  await checkHistory(path.join(folder, 'fine'), folder, false);
  expect(readdirSync(path.join(folder, 'fine'))).toEqual([]);
});

describe('a night between others', () => {
  test('has its own value of what is exact, and the nights after it keep theirs', async () => {
    await appendNight(folder, [row(night(1)), size({ ...night(1), value: '1000' })]);
    await appendNight(folder, [row(night(5)), size({ ...night(5), value: '1000' })]);
    const { history } = await appendNight(folder, [row(night(3)), size({ ...night(3), value: '2000' })]);
    expect(history.nights.map(({ runId }) => runId)).toEqual(['n1', 'n3', 'n5']);
    expect(
      history.series
        .get('go/slim size_bytes')
        ?.points.map(({ night: { runId }, value }) => `${runId} ${value}`),
    ).toEqual(['n1 1000', 'n3 2000', 'n5 1000']);
  });

  test('that has what was there adds no row of it', async () => {
    await appendNight(folder, [row(night(1)), size({ ...night(1), value: '1000' })]);
    await appendNight(folder, [row(night(5)), size({ ...night(5), value: '2000' })]);
    const { history } = await appendNight(folder, [row(night(3)), size({ ...night(3), value: '1000' })]);
    expect(history.series.get('go/slim size_bytes')?.points.map(({ value }) => value)).toEqual([
      '1000',
      '2000',
    ]);
  });
});

test.each([
  ['a comma in a name', { strategy: 'a,b' }],
  ['a quote in a name', { app: 'a"b' }],
  ['a line end in a value', { metric: 'user', scenario: undefined, value: 'app\nroot' }],
])('a night with %s is refused, and the history stays as it was', async (_, changes) => {
  await appendNight(folder, [row(night(1))]);
  const before = read();
  await expect(appendNight(folder, [row({ ...night(2), ...changes })])).rejects.toMatchObject({
    code: 'HISTORY_UNREADABLE',
    message: expect.stringContaining('Run n2 was not added'),
  });
  expect(read()).toBe(before);
});

test('what a spreadsheet would take for a formula is read as it was', async () => {
  for (const day of [1, 2])
    await appendNight(folder, [row(night(day)), size({ ...night(day), metric: 'user', value: '-1' })]);
  const { series } = await readHistory(folder);
  expect(series.get('go/slim user')?.points.map(({ value }) => value)).toEqual(['-1']);
});

test('git keeps the rows of both sides of a merge', async () => {
  await appendNight(folder, [row()]);
  expect(readFileSync(path.join(folder, '.gitattributes'), 'utf8')).toBe('*.csv merge=union\n');
});
