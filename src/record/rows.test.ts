import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { Column } from '../domain/metrics/column.ts';
import { fileMetrics } from '../domain/metrics/files.ts';
import {
  buildRowSchema,
  columnsAfter,
  imageRowSchema,
  layerRowSchema,
  stepRowSchema,
  summaryRowSchema,
} from './rows.ts';

const schemas: Readonly<Record<keyof typeof fileMetrics, z.ZodObject<Record<string, z.ZodType>>>> = {
  builds: buildRowSchema,
  steps: stepRowSchema,
  images: imageRowSchema,
  layers: layerRowSchema,
  summary: summaryRowSchema,
};

/** May be read as empty, but every state of an image has them: `ImageRecord`. */
const alwaysWritten = ['base_ref', 'base_source'];

describe.each(Object.entries(fileMetrics))('in %s.csv', (name, columns) => {
  const entries = Object.entries<Column>(columns);
  const { shape } = schemas[name as keyof typeof schemas];

  test('exactly the columns that may be read as empty say when they are', () => {
    const mayBeEmpty = Object.entries(shape).flatMap(([column, field]) =>
      field.safeParse('').success && !(name === 'images' && alwaysWritten.includes(column)) ? [column] : [],
    );
    const say = entries.flatMap(([column, { empty }]) => (empty === undefined ? [] : [column]));
    expect(say).toEqual(mayBeEmpty);
  });

  test('the unit is that of the name, and times are noisy while bytes but memory are exact', () => {
    for (const [column, { unit, precision }] of entries) {
      if (/(_ms|_ms_(median|min|max|low|high))$/.test(column))
        expect([column, unit, precision]).toEqual([column, 'ms', 'noisy']);
      else expect([column, unit]).not.toEqual([column, 'ms']);
      expect([column, unit === 'bytes']).toEqual([column, column.endsWith('_bytes')]);
      if (unit === 'bytes')
        expect([column, precision]).toEqual([column, column === 'idle_memory_bytes' ? 'noisy' : 'exact']);
    }
  });

  test('words that are a choice are all named', () => {
    for (const [column, declared] of entries) {
      if (!('values' in declared) || declared.means.startsWith('As in ')) continue;
      for (const word of declared.values ?? []) expect(`${column}: ${declared.means}`).toContain(word);
    }
  });

  test('what is measured and has a direction is either exact or noisy', () => {
    for (const [column, { better, precision }] of entries)
      if (better !== undefined) expect([column, precision]).not.toEqual([column, undefined]);
  });
});

test.each([
  ['wall_ms', '1.5', 1.5],
  ['wall_ms', '', undefined],
  ['steps_total', '4', 4],
  ['cold_method', 'pruned', 'pruned'],
])('%s is read from "%s"', (column, text, value) => {
  expect(schemas.builds.shape[column]?.parse(text)).toBe(value);
});

test.each([
  ['steps_total', '1.5', 'is not a whole number'],
  ['wall_ms', '-1', 'is less than 0'],
  ['wall_ms', ' ', 'is not a number'],
  ['state', 'fine', 'Invalid option'],
  ['run_id', '', 'nothing is there'],
])('%s refuses "%s"', (column, text, why) => {
  expect(schemas.builds.shape[column]?.safeParse(text).error?.issues[0]?.message).toContain(why);
});

test.each([
  [1, 'schema 1'],
  [2, 'schema 1 and 2'],
  [3, 'schema 1 to 3'],
])('what came after schema %i says that runs of then lack it', (schema, words) => {
  const extras = /^(transfer|push|pull|scan|reproducible|differing)/;
  const added = (['builds', 'images'] as const).flatMap((file) => {
    const columns: Readonly<Record<string, Column>> = fileMetrics[file];
    const names = columnsAfter(schema, file).filter((name) => columns[name]?.since === schema + 1);
    return names.map((name) => ({ name, empty: columns[name]?.empty }));
  });
  expect(added.length).toBeGreaterThan(0);
  for (const { name, empty } of added.filter((one) => !extras.test(one.name)))
    expect(`${name}: ${empty}`).toContain(words);
});
