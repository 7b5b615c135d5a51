import { cellId, variantId } from '../../../domain/run/plan.ts';
import { visitRows } from '../../../stats/samples/visit-rows.ts';
import type { SummaryRow } from '../../../record/rows.ts';
import { escaped } from '../../html/html.ts';
import type { ChartSource } from '../../charts/chart.ts';
import { madeUpWords } from '../../provenance/made-up.ts';
import type { Export } from '../export.ts';

/** JUnit XML, as CI systems read it: a variant is a suite, a cell is a case. https://github.com/testmoapp/junitxml */
export const exporter: Export = {
  id: 'junit',
  file: 'junit.xml',
  order: 5,
  about: 'JUnit XML: a cell is a test case; one that failed, or of which no sample counts, fails',
  print(source) {
    const { rows, analysis } = source;
    const suites = [...Map.groupBy(analysis.summary, variantId)].map(([name, cells]) => {
      const cases = cells.map((row) => caseText(row, whyOf(source, row)));
      const failures = cells.filter(({ state }) => fails(state)).length;
      const skipped = cells.filter(({ state }) => state === 'not-started').length;
      return `  <testsuite name="${escaped(name)}" tests="${cells.length}" failures="${failures}" errors="0" skipped="${skipped}" time="${secondsOf(cells)}" timestamp="${rows.manifest.startedAt}">\n${cases.join('')}  </testsuite>\n`;
    });
    const all = analysis.summary;
    return (
      `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="stagebench ${escaped(rows.manifest.runId)}${madeUpWords(rows.manifest)}" tests="${all.length}" ` +
      `failures="${all.filter(({ state }) => fails(state)).length}" errors="0" time="${secondsOf(all)}">\n${suites.join('')}</testsuites>\n`
    );
  },
};

/** What was never begun was skipped; whatever else gave no sample has failed. */
const fails = (state: SummaryRow['state']): boolean => state !== 'built' && state !== 'not-started';

const secondsOf = (cells: readonly SummaryRow[]): string =>
  (cells.reduce((sum, { wall_ms_median: ms = 0 }) => sum + ms, 0) / 1000).toFixed(3);

/** Why the last sample of a cell does not count. */
function whyOf({ rows }: ChartSource, cell: SummaryRow): string {
  const id = cellId(cell);
  const last = visitRows(rows.builds.filter((row) => row.phase === 'measure' && cellId(row) === id)).at(-1);
  const image = rows.images.find((one) => variantId(one) === variantId(cell));
  return last?.reason ?? image?.reason ?? `no sample counts: ${cell.state}`;
}

function caseText(row: SummaryRow, why: string): string {
  const name = `    <testcase classname="${escaped(variantId(row).replaceAll('/', '.'))}" name="${escaped(row.scenario)}" time="${secondsOf([row])}"`;
  if (row.state === 'built') return `${name}/>\n`;
  if (row.state === 'not-started') return `${name}><skipped/></testcase>\n`;
  const [line = ''] = why.split('\n');
  return `${name}><failure type="${escaped(row.state)}" message="${escaped(line)}">${escapedLines(why)}</failure></testcase>\n`;
}

const escapedLines = (text: string): string => text.split('\n').map(escaped).join('\n');
