import { describe, expect, test } from 'vitest';
import { buildColumns, layerColumns } from './columns.ts';
import { toCsv } from './to-csv.ts';
import { readCsv } from './read-csv.ts';
import { buildRowSchema, layerRowSchema, type BuildRow, type LayerRow } from '../rows.ts';

const row: BuildRow = {
  ...{ run_id: 'r1', sequence: 1, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
  ...{ state: 'built', started_at: '2026-01-01T00:00:00.000Z', wall_ms: 12.5, reason: 'two\nlines' },
};
const good = toCsv<BuildRow>(buildColumns, [row, { ...row, sequence: 2 }]);
/** With another word in a column of the second row; what has commas in it comes after all columns that are asked for. */
function goodWith(column: string, word: string): string {
  const place = buildColumns.findIndex((name) => name === column);
  return good.replace(/^r1,2.*/m, (line) => line.split(',').with(place, word).join(','));
}
const read = (text: string) => readCsv('builds.csv', text, buildRowSchema);

test('rows come back with numbers as numbers, and what is empty as not measured', () => {
  const [first] = read(good);
  expect(first).toMatchObject({ sequence: 1, wall_ms: 12.5, state: 'built' });
  expect(first?.context_ms).toBeUndefined();
});

test('a file with a header only has no rows', () => {
  expect(read(toCsv<BuildRow>(buildColumns, []))).toEqual([]);
});

test('columns of a later version are passed over', () => {
  const wider = good.replace(/^.*/, (head) => `new_column,${head}`).replaceAll(/^r1/gm, 'x,r1');
  expect(read(wider)).toHaveLength(2);
});

describe('columns that may be lacking', () => {
  const without = (column: string) => {
    const [head = '', ...lines] = good.split('\n');
    return [head.replace(`,${column},`, ','), ...lines.map((line) => line.replace(/,12\.5,/, ','))].join(
      '\n',
    );
  };
  const lacking = (...columns: string[]) =>
    readCsv('builds.csv', without('wall_ms'), buildRowSchema, [], columns);

  test('are read as not measured', () => {
    expect(lacking('wall_ms')).toMatchObject([{ sequence: 1 }, { sequence: 2 }]);
    expect(lacking('parallelism', 'wall_ms').map(({ wall_ms }) => wall_ms)).toEqual([undefined, undefined]);
  });

  test('are read where they are there', () => {
    expect(readCsv('builds.csv', good, buildRowSchema, [], ['wall_ms'])[0]?.wall_ms).toBe(12.5);
  });

  test('are those that are named, and no others', () => {
    expect(() => lacking('parallelism')).toThrow('builds.csv, line 1: column "wall_ms" is missing.');
    expect(() => lacking()).toThrow('builds.csv, line 1: column "wall_ms" is missing.');
  });
});

describe('what a spreadsheet saves otherwise is refused, with its cause', () => {
  const utf16 = (text: string) => Buffer.from(text, 'utf16le');
  test.each<[string, Buffer, string]>([
    ['semicolons', Buffer.from(good.replaceAll(',', ';')), 'its columns are separated by semicolons'],
    ['tabs', Buffer.from(good.replaceAll(',', '\t')), 'its columns are separated by tabs'],
    ['UTF-16', utf16(good), 'it is saved as UTF-16'],
    ['UTF-16, the other bytes first', utf16(`\ufeff${good}`).swap16(), 'it is saved as UTF-16'],
    [
      'the Unicode text of Excel',
      utf16(`\ufeff${good.replaceAll(',', '\t')}`),
      'its columns are separated by tabs',
    ],
  ])('%s', (_, bytes, cause) => {
    const message = `builds.csv, line 1: ${cause}: save it again as CSV in UTF-8 with commas, or put back the file that the run wrote.`;
    expect(() => readCsv('builds.csv', bytes, buildRowSchema)).toThrow(message);
  });
});

test('truths are read as a spreadsheet writes them, too, and nothing else for them', () => {
  const layer: LayerRow = {
    ...{
      run_id: 'r1',
      app: 'go',
      strategy: 'slim',
      index: 0,
      created_by: 'COPY true',
      empty: true,
      own: false,
    },
    ...{ size_bytes: 1, files: 1, waste_bytes: 0 },
  };
  const text = toCsv<LayerRow>(layerColumns, [layer]);
  const saved = text.replace(',true,', ',TRUE,').replace(',false,', ',FALSE,');
  expect(saved).not.toBe(text);
  expect(readCsv('layers.csv', saved, layerRowSchema)).toEqual(readCsv('layers.csv', text, layerRowSchema));
  expect(() => readCsv('layers.csv', text.replace(',true,', ',True?,'), layerRowSchema)).toThrow('"empty"');
});

test('what a check finds is refused alike', () => {
  const check = ({ sequence }: { sequence: number }) =>
    sequence === 2 ? { column: 'sequence', problem: 'two is too many' } : undefined;
  expect(() => readCsv('builds.csv', good, buildRowSchema, [check])).toThrow(
    'builds.csv, line 4: column "sequence": two is too many.',
  );
});

describe('what cannot be believed is refused, naming file, line and column', () => {
  test.each([
    [
      'a missing column',
      good.replace('wall_ms', 'wall_seconds'),
      'builds.csv, line 1: column "wall_ms" is missing.',
    ],
    [
      'no head: the first row stands in its place',
      good.replace(/^.*\n/, ''),
      'line 1: column "run_id" is missing.',
    ],
    ['nothing at all', '', 'builds.csv, line 1: column "run_id" is missing.'],
    ['a head that lacks a column, and no row', 'run_id,sequence\n', 'line 1: column "round" is missing.'],
    // Each row has a line break in its reason, so the second row begins on line 4.
    [
      'text where a number must be',
      good.replace(/^r1,2/m, 'r1,two'),
      'builds.csv, line 4: column "sequence": "two" is not a number.',
    ],
    [
      'nothing where a number must be',
      good.replace(/^r1,2/m, 'r1,'),
      'builds.csv, line 4: column "sequence": "" is not a number.',
    ],
    ['infinity', good.replace(/^r1,2/m, 'r1,Infinity'), 'column "sequence": "Infinity" is not a number.'],
    ['a number below 0', good.replace('12.5', '-12.5'), 'column "wall_ms": "-12.5" is less than 0.'],
    ['minus infinity', good.replace('12.5', '-Infinity'), 'column "wall_ms": "-Infinity" is less than 0.'],
    ['a blank where a number must be', good.replace(/^r1,2/m, 'r1, '), '" " is not a number.'],
    ['a state that does not exist', good.replace('built', 'fine'), 'builds.csv, line 2: column "state"'],
    [
      'a word that is none of those allowed',
      goodWith('cold_method', 'frozen'),
      'column "cold_method": Invalid option: expected one of "pruned"|"no-cache"|"empty-root".',
    ],
    ['an empty name', good.replace(/^r1,2/m, ',2'), 'column "run_id": nothing is there.'],
    ['bad text in an optional number', good.replace('12.5', 'fast'), 'column "wall_ms"'],
    ['a line with too few fields', `${good}r1,3\n`, 'builds.csv, line 6'],
    ['a quote that never ends', `${good}"r1,3\n`, 'builds.csv, line'],
  ])('%s', (_, text, message) => {
    expect(() => read(text)).toThrow(
      expect.objectContaining({ code: 'RESULTS_UNREADABLE', message: expect.stringContaining(message) }),
    );
  });
});
