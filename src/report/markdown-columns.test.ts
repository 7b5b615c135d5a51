import { expect, test } from 'vitest';
import { markdownColumns } from './markdown-columns.ts';

test('columns are told in the order of the file; what is neither exact nor noisy, and never empty, says so', () => {
  const texts = {
    b: { unit: 'ms', sort: 'noisy', meaning: 'A time', empty: 'it failed' },
    a: { unit: 'name', meaning: 'A name' },
  } as const;
  expect(markdownColumns(['a', 'b'], texts)).toMatchInlineSnapshot(`
    "| column | unit | exact or noisy | meaning | empty if  |
    | ------ | ---- | -------------- | ------- | --------- |
    | \`a\`    | name | –              | A name  | never     |
    | \`b\`    | ms   | noisy          | A time  | it failed |"
  `);
});
