import { expect, test } from 'vitest';
import { toolTable } from '../../inspect/surface/tool-table.ts';
import { format as markdown } from '../formats/md.ts';
import { table } from './tools.ts';

const markdownTools = (kinds: Parameters<typeof table.show>[0]): string =>
  markdown.print({ tables: table.show(kinds) });

test('one line for each kind, its names in alphabetical order', () => {
  const shells = { title: 'Shells', counts: 'They read commands.', names: ['sh', 'bash'] };
  expect(markdownTools([shells])).toBe(
    [
      '| counted as | what they are       | names       |',
      '| ---------- | ------------------- | ----------- |',
      '| Shells     | They read commands. | `bash` `sh` |',
    ].join('\n'),
  );
});

test('every name that is counted stands in it, once', () => {
  const rows = Object.values(toolTable);
  const named = [...markdownTools(rows).matchAll(/`([^`]+)`/g)].map(([, name]) => name);
  expect(named.toSorted()).toEqual(rows.flatMap(({ names }) => names).toSorted());
});
