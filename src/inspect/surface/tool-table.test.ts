import { expect, test } from 'vitest';
import { toolTable } from './tool-table.ts';

const rows = Object.values(toolTable);

test('a name stands in one row only, and once', () => {
  const names = rows.flatMap((row) => row.names);
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});

test('a name is a plain file name', () => {
  expect(rows.flatMap((row) => row.names).filter((name) => !/^[a-z0-9][a-z0-9+._-]*$/.test(name))).toEqual(
    [],
  );
});

test.each([
  ['shells', 'busybox'],
  ['packageManagers', 'npm'],
  ['compilers', 'go'],
  ['networkTools', 'curl'],
] as const)('the row of %s has %s', (kind, name) => {
  expect(toolTable[kind].names).toContain(name);
});

test.each(['cpp', 'make', 'python3', 'node', 'perl'])('%s counts as none of them', (name) => {
  expect(rows.filter((row) => row.names.includes(name))).toEqual([]);
});
