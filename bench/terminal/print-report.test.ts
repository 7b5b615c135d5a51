import { expect, test } from 'vitest';
import type { Report } from '../../src/report/format.ts';
import { formats } from '../../src/report/formats/index.ts';
import type { CommandContext } from '../context.ts';
import { optionTable } from '../arguments/option-table.ts';
import { printReport } from './print-report.ts';

const report: Report = {
  data: { name: 'a' },
  tables: [{ cells: { head: ['name'], rows: [['a']] } }],
  aside: ['only one was asked for'],
};

/** What is printed on each stream, of a terminal of so many columns if it is one. */
function printed(asked: object, columns?: number): { stdout: string; stderr: string } {
  const texts = { stdout: '', stderr: '' };
  const stream = (name: keyof typeof texts) => ({
    columns,
    write: (text: string) => {
      texts[name] += text;
      return true;
    },
  });
  const context = { stdout: stream('stdout'), stderr: stream('stderr') } as unknown as CommandContext;
  printReport(report, asked, context);
  return texts;
}

test('a person gets the tables, and beside them what only a person has to know', () => {
  expect(printed({ json: false })).toEqual({
    stdout: 'name\n────\na\n',
    stderr: '  only one was asked for\n',
  });
  expect(printed({}, 16).stderr).toBe('  only one was\n    asked for\n');
});

test('a program gets the data, and nothing beside it', () => {
  expect(printed({ json: true })).toEqual({ stdout: '{\n  "name": "a"\n}\n', stderr: '' });
});

test('every switch that asks for a format is one of the command line', () => {
  expect([...optionTable.keys()]).toEqual(
    expect.arrayContaining(formats.flatMap(({ option }) => option ?? [])),
  );
});
