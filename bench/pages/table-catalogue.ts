import { askedKeys } from '../../src/report/asked.ts';
import { keysOf, pageTables, type PageSources } from '../../src/report/page/render-marker.ts';

/** Every table and chart that can stand in a page, with the keys that it takes and an example to paste. */
export async function catalogueText(sources: PageSources): Promise<string> {
  const { charts } = await import('../../src/report/charts/drawn/index.ts');
  const common = new Set<string>(['run', ...Object.keys(askedKeys)]);
  const tables = pageTables(sources).map((table) => {
    const own = keysOf(table).filter((key) => !common.has(key));
    const example =
      table.from === 'run' || table.from === 'steps'
        ? ' run=results/latest'
        : own.map((key) => ` ${key}=…`).join('');
    return `${table.id}\n    ${table.about}\n    <!-- stagebench:${table.id}${example} -->\n    <!-- /stagebench -->\n`;
  });
  const drawn = charts.map(
    ({ id, about }) =>
      `chart ${id}\n    ${about}\n    <!-- stagebench:chart ${id} app=go file=images/${id}-go.svg run=results/latest -->\n    <!-- /stagebench -->\n`,
  );
  const keys = Object.entries({
    run: 'the run: a folder, relative to the page; the newest finished one without it',
    ...askedKeys,
  });
  return `${[...tables, ...drawn].join('\n')}\nKeys of every table of a run; a value with blanks stands in quotes:\n${keys
    .map(([key, meaning]) => `    ${`${key}=`.padEnd(12)}${meaning}`)
    .join('\n')}\n`;
}
