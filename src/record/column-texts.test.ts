import { describe, expect, test } from 'vitest';
import type { z } from 'zod';
import type { ColumnText } from './column-text.ts';
import { columnTexts } from './column-texts.ts';
import { buildColumns, imageColumns, layerColumns, stepColumns, summaryColumns } from './columns.ts';
import {
  addedColumns,
  buildRowSchema,
  imageRowSchema,
  layerRowSchema,
  stepRowSchema,
  summaryRowSchema,
} from './rows.ts';

const files: Readonly<
  Record<
    keyof typeof columnTexts,
    { columns: readonly string[]; schema: z.ZodObject<Record<string, z.ZodType>> }
  >
> = {
  builds: { columns: buildColumns, schema: buildRowSchema },
  steps: { columns: stepColumns, schema: stepRowSchema },
  images: { columns: imageColumns, schema: imageRowSchema },
  layers: { columns: layerColumns, schema: layerRowSchema },
  summary: { columns: summaryColumns, schema: summaryRowSchema },
};

/** May be read as empty, but every state of an image has them: `ImageRecord`. */
const alwaysWritten = ['base_ref', 'base_source'];

describe.each(Object.entries(files))('in %s.csv', (name, { columns, schema }) => {
  const texts: Readonly<Record<string, ColumnText>> = columnTexts[name as keyof typeof files];
  const entries = Object.entries(texts);

  test('every column has a text, in the order of the file, and nothing else has', () => {
    expect(Object.keys(texts)).toEqual([...columns]);
  });

  test('exactly the columns that may be read as empty say when they are', () => {
    const mayBeEmpty = Object.entries(schema.shape).flatMap(([column, field]) =>
      field.safeParse('').success && !(name === 'images' && alwaysWritten.includes(column)) ? [column] : [],
    );
    const say = entries.flatMap(([column, { empty }]) => (empty === undefined ? [] : [column]));
    expect(say.toSorted()).toEqual(mayBeEmpty.toSorted());
  });

  test('the unit is that of the name, and times are noisy while bytes but memory are exact', () => {
    for (const [column, { unit, sort }] of entries) {
      if (/(_ms|_ms_(median|min|max|low|high))$/.test(column))
        expect([column, unit, sort]).toEqual([column, 'ms', 'noisy']);
      else expect([column, unit]).not.toEqual([column, 'ms']);
      expect([column, unit === 'bytes']).toEqual([column, column.endsWith('_bytes')]);
      if (unit === 'bytes')
        expect([column, sort]).toEqual([column, column === 'idle_memory_bytes' ? 'noisy' : 'exact']);
    }
  });

  test('words that are a choice are all named', () => {
    for (const [column, { meaning, unit }] of entries) {
      const choice = unit === 'name' ? optionsOf(schema.shape, column) : [];
      for (const word of choice) expect(`${column}: ${meaning}`).toContain(word);
    }
  });
});

/** The words that a column may hold; none if any may. `base_source` of the summary points to images.csv. */
function optionsOf(shape: Readonly<Record<string, z.ZodType>>, column: string): string[] {
  if (column === 'base_source' && 'wall_ms_median' in shape) return [];
  const issues = shape[column]?.safeParse('no such word').error?.issues ?? [];
  return issues.flatMap((issue) => ('values' in issue ? issue.values.map(String) : []));
}

test.each(Object.entries(addedColumns))(
  'what schema %s has brought says that older runs lack it',
  (schema, added) => {
    const extras = /^(transfer|push|pull|scan|reproducible|differing)/;
    const texts: Readonly<Record<string, ColumnText>> = { ...columnTexts.builds, ...columnTexts.images };
    const older: Readonly<Record<string, string>> = {
      2: 'schema 1',
      3: 'schema 1 and 2',
      4: 'schema 1 to 3',
    };
    for (const column of added.filter((name) => !extras.test(name)))
      expect(`${column}: ${texts[column]?.empty}`).toContain(older[schema]);
  },
);
