import { expect, test } from 'vitest';
import { format as markdown } from '../formats/md.ts';
import { table } from './columns.ts';

test('columns are told in the order of the file; what is neither exact nor noisy, and never empty, says so', () => {
  const columns = {
    a: { unit: 'name', since: 1, means: 'A name' },
    b: { unit: 'ms', since: 1, precision: 'noisy', means: 'A time', empty: 'it failed' },
  } as const;
  expect(markdown.print({ tables: table.show(columns) })).toMatchInlineSnapshot(`
    "| column | unit | exact or noisy | meaning | empty if  |
    | ------ | ---- | -------------- | ------- | --------- |
    | \`a\`    | name | –              | A name  | never     |
    | \`b\`    | ms   | noisy          | A time  | it failed |"
  `);
});
