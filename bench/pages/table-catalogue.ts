import { askedKeys } from '../../src/report/asked.ts';
import { keysOf, pageTables, type PageSources } from '../../src/report/page/render-marker.ts';

/** Of tables that are of no run: what follows their names in this repository. */
const examples: Readonly<Record<string, string>> = {
  columns: ' of=builds',
  counted: ' of=surface',
  nights: ' from=results/history',
  self: ' from=results/published/self.json',
  simulation: ' of=power from=results/published/simulation.json',
};

/**
 * Every table and chart that can stand in a page, with the keys that it takes and an example to paste: those of a run by their names,
 * then those that only the pages of this repository have a use for.
 */
export async function catalogueText(sources: PageSources): Promise<string> {
  const { charts } = await import('../../src/report/charts/drawn/index.ts');
  const { chartKeys } = await import('../../src/report/page/marked-chart.ts');
  const tables = pageTables(sources).map((table) => {
    const example = keysOf(table).includes('run') ? ' run=results/latest' : (examples[table.id] ?? '');
    return {
      name: table.id,
      isOfRun: ['run', 'advice'].includes(table.from),
      text: `${table.id}\n    ${table.about}\n    <!-- stagebench:${table.id}${example} -->\n    <!-- /stagebench -->\n`,
    };
  });
  const drawn = charts.map(({ id, about }) => ({
    name: `chart ${id}`,
    isOfRun: true,
    text: `chart ${id}\n    ${about}\n    <!-- stagebench:chart ${id} app=go file=images/${id}-go.svg run=results/latest -->\n    <!-- /stagebench -->\n`,
  }));
  const claim = {
    name: 'chart claim',
    isOfRun: false,
    text: 'chart claim\n    the numbers of one claim, and those of its control\n    <!-- stagebench:chart claim of=A7 file=images/A7.svg run=results/latest -->\n    <!-- /stagebench -->\n',
  };
  const sorted = [...tables, ...drawn, claim].toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const { ofRun = [], ofHouse = [] } = Object.groupBy(sorted, ({ isOfRun }) =>
    isOfRun ? 'ofRun' : 'ofHouse',
  );
  const { run, ...further } = chartKeys;
  return [
    ...ofRun.map(({ text }) => `${text}\n`),
    'Keys of every table of a run; a value with blanks stands in quotes:\n',
    keyLines({ run, ...askedKeys }),
    '\nKeys of every chart:\n',
    keyLines({ run, ...further }),
    '\nOnly for the pages of Stagebench itself:\n\n',
    ofHouse.map(({ text }) => text).join('\n'),
  ].join('');
}

const keyLines = (keys: Readonly<Record<string, string>>): string =>
  Object.entries(keys)
    .map(([key, meaning]) => `    ${`${key}=`.padEnd(12)}${meaning}\n`)
    .join('');
