import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import { buildColumns } from './columns.ts';
import { toCsv } from './to-csv.ts';
import { readCsv, readCsvFile } from './read-csv.ts';
import { buildRowSchema, type BuildRow } from '../rows.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-csv-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const row = (sequence: number, changes: Partial<BuildRow> = {}): BuildRow => ({
  ...{ run_id: 'r1', sequence, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
  ...{ state: 'built', started_at: '2026-01-01T00:00:00.000Z', wall_ms: sequence + 0.5 },
  ...changes,
});
function fileOf(text: string): string {
  const file = path.join(folder, 'builds.csv');
  writeFileSync(file, text);
  return file;
}
// Some 300 kB: several of the pieces in which a file is read, with line breaks and letters of several bytes at their ends.
const many = Array.from({ length: 3000 }, (_, index) =>
  row(index + 1, { strategy: `s${index % 7}`, reason: `=é\n"${'ü'.repeat(index % 13)}"` }),
);
const text = toCsv<BuildRow>(buildColumns, many);

test('a file that is read in pieces gives the rows that were written', async () => {
  const rows = await readCsvFile(fileOf(text), buildRowSchema);
  expect(rows).toEqual(many);
});

test('names that come again are one and the same text, and rows have one shape: what is empty is there and undefined', async () => {
  const rows = await readCsvFile(fileOf(text), buildRowSchema);
  expect(new Set(rows.map((one) => Object.keys(one).join())).size).toBe(1);
  expect(rows[0]).toHaveProperty('image_id', undefined);
});

describe('what cannot be believed is refused as in a text, wherever in the file it stands', () => {
  test.each([
    ['text where a number must be', text.replace(/^r1,2900/m, 'r1,many')],
    ['a line with too few fields', `${text}r1,3001\n`],
    ['a missing column', text.replace('wall_ms', 'wall_seconds')],
    ['nothing at all', ''],
    ['a quote that never ends', `${text}"r1,3\n`],
  ])('%s', async (_, bad) => {
    const file = fileOf(bad);
    const told = (): string => {
      try {
        readCsv(file, bad, buildRowSchema);
      } catch (error) {
        return (error as Error).message;
      }
      return 'nothing';
    };
    expect(told()).toContain(`${file}, line `);
    await expect(readCsvFile(file, buildRowSchema)).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: told(),
    });
  });

  test('the line is that of the row, counted by hand: each of 2899 rows before it has two', async () => {
    const file = fileOf(text.replace(/^r1,2900/m, 'r1,many'));
    await expect(readCsvFile(file, buildRowSchema)).rejects.toThrow(
      `${file}, line ${1 + 2 * 2899 + 1}: column "sequence": "many" is not a number.`,
    );
  });
});

test.each([
  ['is not there', 'nowhere.csv', 'ENOENT'],
  ['is a folder', '.', 'EISDIR'],
])('a file that %s cannot be read', async (_, name, code) => {
  const file = path.join(folder, name);
  await expect(readCsvFile(file, buildRowSchema)).rejects.toMatchObject({
    code: 'RESULTS_UNREADABLE',
    message: `${file} cannot be read: ${code}.`,
  });
});

test('20,000 rows fit into a heap of 32 MB', async () => {
  const id = `sha256:${'0'.repeat(58)}`;
  const facts = { beside_ms: 1.125, solve_ms: 2.25, steps_total: 5, steps_cached: 0 };
  const [head = '', line = ''] = toCsv<BuildRow>(buildColumns, [
    row(1, { ...facts, cold_method: 'pruned', image_id: `${id}100001` }),
  ]).split('\n');
  const lines = Array.from({ length: 20_000 }, (_, index) =>
    line
      .replace(/^r1,1,/, `r1,${index + 1},`)
      .replace(',1.5,', `,${index + 1}.5,`)
      .replace('100001', String(100_001 + index)),
  );
  const file = path.join(folder, 'large.csv');
  writeFileSync(file, `${[head, ...lines].join('\n')}\n`);
  const program = `
    const { readCsvFile } = await import(${JSON.stringify(path.join(import.meta.dirname, 'read-csv.ts'))});
    const { buildRowSchema } = await import(${JSON.stringify(path.join(import.meta.dirname, '../rows.ts'))});
    const rows = await readCsvFile(${JSON.stringify(file)}, buildRowSchema);
    console.log(rows.length, rows.at(-1).wall_ms, rows.at(-1).image_id);`;
  const { stdout } = await execa(process.execPath, [
    '--max-old-space-size=32',
    '--input-type=module',
    '--eval',
    program,
  ]);
  expect(stdout).toBe(`20000 20000.5 ${id}120000`);
});
