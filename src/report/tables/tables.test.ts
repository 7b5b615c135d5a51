import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { tables } from './index.ts';

const files = readdirSync(import.meta.dirname, { recursive: true, encoding: 'utf8' })
  .map((file) => path.basename(file))
  .filter((name) => name !== 'index.ts' && !name.endsWith('.test.ts') && name.endsWith('.ts'));

test('a table is called as its file is, so that a marker leads to it', () => {
  expect(tables.map(({ id }) => `${id}.ts`).toSorted()).toEqual(files.toSorted());
});

test('no two tables have the same place in the report of a run', () => {
  const places = tables.flatMap(({ order }) => order ?? []);
  expect(new Set(places).size).toBe(places.length);
});
