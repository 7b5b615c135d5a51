import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { accept } from './accepted.ts';
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

const file = (): string => path.join(folder, '2026.csv');
const read = (): string => readFileSync(file(), 'utf8');

test('a file of a year is sorted by the next night where a merge or a clock has put nights behind later ones; rows stay as they are', async () => {
  const rows = [5, 2, 3].map((day) => line.replace('-01T', `-0${day}T`).replace(',n1,', `,n${day},`));
  writeFileSync(file(), historyHead + rows.join(''));
  await appendNight(folder, [row(night(4)), size(night(4))]);
  const [own5 = '', own2 = '', own3 = ''] = rows;
  const lines = read().split('\n');
  expect(lines.slice(1).map((text) => text.split(',')[1])).toEqual(['n2', 'n3', 'n4', 'n4', 'n5', undefined]);
  expect([lines[1], lines[2], lines.at(-2)].map((text) => `${text}\n`)).toEqual([own2, own3, own5]);
  expect(lines[3]).toContain('size_bytes');
});

test('a file of a year that is a link stays one: what it names has the night', async () => {
  await appendNight(folder, [row(night(1))]);
  mkdirSync(path.join(folder, 'big'));
  renameSync(file(), path.join(folder, 'big', '2026.csv'));
  symlinkSync(path.join('big', '2026.csv'), file());
  await appendNight(folder, [row(night(2))]);
  expect(lstatSync(file()).isSymbolicLink()).toBe(true);
  expect(readFileSync(path.join(folder, 'big', '2026.csv'), 'utf8').split('\n')).toHaveLength(4);
});

describe('a folder that holds other things', () => {
  test('and no year is refused, before the first build and later, and stays as it is', async () => {
    writeFileSync(path.join(folder, 'README.md'), '');
    const refused = {
      code: 'NO_HISTORY',
      message: `${folder} holds other things (README.md) and no history.`,
    };
    await expect(checkHistory(folder, folder, false)).rejects.toMatchObject(refused);
    await expect(appendNight(folder, [row()])).rejects.toMatchObject(refused);
    expect(readdirSync(folder)).toEqual(['README.md']);
  });

  test('beside a year, or only what a history writes, is a history', async () => {
    for (const name of ['.gitattributes', '2026.csv.new', 'history.lock.json'])
      writeFileSync(path.join(folder, name), '');
    await accept(folder, { event: 'x', at: '2026-03-01T02:00:00.000Z', reason: 'y' });
    await checkHistory(folder, folder, false);
    await appendNight(folder, [row(night(1))]);
    writeFileSync(path.join(folder, 'README.md'), '');
    await appendNight(folder, [row(night(2))]);
    expect((await readHistory(folder)).nights).toHaveLength(2);
  });
});

describe('a night that comes late', () => {
  const columnsOf = (text: string) => {
    const fields = text.split(',');
    return Object.fromEntries(
      historyHead
        .trim()
        .split(',')
        .map((name, place) => [name, fields[place]]),
    );
  };
  const rowsOf = (run: string, metric: string) =>
    read()
      .split('\n')
      .map(columnsOf)
      .filter((fields) => fields['run_id'] === run && fields['metric'] === metric);

  test.each([
    ['another', 400, '400'],
    ['none', undefined, ''],
  ])(
    'lends nothing to the next one, which says again what it had: %s of the control',
    async (_, own, written) => {
      await appendNight(folder, [row(night(1)), size(night(1))]);
      const five = { ...night(5), commit: 'c5', control_ms: own };
      await appendNight(folder, [row(five), size(five)]);
      const late = { ...night(3), commit: 'c3', control_ms: 900, foreign_cpu: 0.7 };
      const { history } = await appendNight(folder, [row(late), size({ ...late, value: '9001' })]);
      expect(rowsOf('n5', 'size_bytes')).toEqual([
        expect.objectContaining({
          ...{
            night: '2026-03-05T02:00:00.000Z',
            value: '9000',
            state: 'built',
            samples: '',
            foreign_cpu: '',
          },
          ...{ control_ms: written, commit: 'c5', cold_method: '' },
        }),
      ]);
      expect([history.controls.get('n3'), history.controls.get('n5')]).toEqual([900, own]);
    },
  );

  test('does not change the control of a night whose times are read later than its correction', async () => {
    // As an earlier version has written it: the control of the late night.
    const correction = line
      .replace(',cold,wall_ms,1234.500,,,5,', ',,size_bytes,9000,,,,')
      .replace('500.5', '900');
    writeFileSync(file(), historyHead + correction + line);
    expect((await readHistory(folder)).controls.get('n1')).toBe(500.5);
  });

  test('corrects what is of a cell by the next night in which it was built, as it was built there', async () => {
    const steps = (changes: Parameters<typeof row>[0]) =>
      row({ metric: 'steps', value: '7', ...changes, samples: changes?.samples ?? 5 });
    await appendNight(folder, [row(night(1)), steps(night(1))]);
    await appendNight(folder, [row({ ...night(4), scenario: 'warm' })]);
    await appendNight(folder, [row({ ...night(5), state: 'failed', value: undefined, samples: 0 })]);
    const six = { ...night(6), samples: 3, cold_method: 'pruned' };
    await appendNight(folder, [row(six), steps(six)]);
    await appendNight(folder, [row(night(3)), steps({ ...night(3), value: '9' })]);
    expect(['n4', 'n5'].flatMap((run) => rowsOf(run, 'steps'))).toEqual([]);
    expect(rowsOf('n6', 'steps')).toEqual([
      expect.objectContaining({ value: '7', samples: '3', cold_method: 'pruned' }),
    ]);
  });

  test('lends its values to no later night of the same inputs, also behind one of others', async () => {
    const other = { definition: 'd2' };
    await appendNight(folder, [row(night(1)), size(night(1))]);
    await appendNight(folder, [row({ ...night(4), ...other }), size({ ...night(4), ...other })]);
    await appendNight(folder, [row(night(5)), size(night(5))]);
    const { history } = await appendNight(folder, [row(night(3)), size({ ...night(3), value: '9001' })]);
    const points = history.series.get('go/slim size_bytes')?.points ?? [];
    expect(points.map((point) => `${point.night.runId} ${point.value}`)).toEqual([
      ...['n1 9000', 'n3 9001', 'n4 9000', 'n5 9000'],
    ]);
  });

  test('whose correction of the next year cannot be written is not there either: the next try does both', async () => {
    const last = { night: '2026-12-20T02:00:00.000Z', run_id: 'late' };
    const next = { night: '2027-01-05T02:00:00.000Z', run_id: 'next' };
    for (const known of [night(1), next]) await appendNight(folder, [row(known), size(known)]);
    const inTheWay = path.join(folder, '2027.csv.new');
    mkdirSync(inTheWay);
    const rows = [row(last), size({ ...last, value: '9001' })];
    await expect(appendNight(folder, rows)).rejects.toMatchObject({ code: 'HISTORY_NOT_WRITABLE' });
    rmSync(inTheWay, { recursive: true, force: true });
    const { history } = await appendNight(folder, rows);
    expect(history.series.get('go/slim size_bytes')?.points.map(({ value }) => value)).toEqual([
      ...['9000', '9001', '9000'],
    ]);
  });
});
