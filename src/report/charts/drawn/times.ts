import * as Plot from '@observablehq/plot';
import { variantId, type Cell } from '../../../domain/run/plan.ts';
import { formatMs, formatRoughMs } from '../../../domain/units.ts';
import type { SummaryRow } from '../../../record/rows.ts';
import { timeOrders, type OrderOf } from '../../../stats/compare/time-order.ts';
import { intervalText } from '../../tables/times.ts';
import { strategyText } from '../../words/strategy-text.ts';
import type { Chart } from '../chart.ts';
import { colours, drawPlot } from '../draw-plot.ts';
import { roomFor } from '../margins.ts';

interface Line {
  readonly cell: Cell;
  readonly name: string;
  readonly scenario: string;
  readonly ms: number;
  readonly low: number;
  readonly high: number;
  /** Share of the largest of the scenario. */
  readonly share: number;
  readonly text: string;
}

/** The times of an app, scenario by scenario, each on a scale of its own. */
export const chart: Chart = {
  id: 'times',
  about: 'times of an app in every scenario, with intervals',
  title: (app) => `${app}: times by scenario`,
  draw({ rows, analysis }, app, canvas) {
    const orderOf = timeOrders(rows.builds, rows.images, analysis.comparisons);
    const imageOf = new Map(rows.images.map((image) => [variantId(image), image]));
    const summary = analysis.summary.filter((row) => row.app === app);
    const lines = [...Map.groupBy(summary, ({ scenario }) => scenario)].flatMap(([scenario, some]) =>
      linesOf(scenario, some, (row) => strategyText(row.strategy, imageOf.get(variantId(row)))),
    );
    if (lines.length === 0) return undefined;
    const scenarios = [...new Set(lines.map(({ scenario }) => scenario))];
    const names = [...new Set(lines.map(({ name }) => name))];
    const description = scenarios.map((scenario) => fastestText(scenario, lines, orderOf)).join(' ');
    const narrow = canvas.width < 500;
    const textOf = ({ text }: Line): string => (narrow ? text.replace(/ \(.*/, '') : text);
    const [left, right] = [roomFor(names), roomFor(lines.map(textOf))];
    const svg = drawPlot(
      {
        height: scenarios.length * (names.length * 18 + 26) + 10,
        ...{ marginLeft: left, marginRight: right, marginTop: 20, marginBottom: 6 },
        x: { domain: [0, 1], axis: null },
        y: { domain: names, label: null, tickSize: 0 },
        fy: { domain: scenarios, label: null, axis: null, padding: 0.12 },
        marks: [
          Plot.text(scenarios, {
            ...{
              fy: (scenario: string) => scenario,
              text: (scenario: string) => scenario,
              frameAnchor: 'top-left',
            },
            ...{ dy: -13, dx: 4 - left, fontWeight: 600 },
          }),
          Plot.ruleX([0], { stroke: colours.faint }),
          Plot.barX(lines, {
            x: 'share',
            y: 'name',
            fy: 'scenario',
            fill: colours.accent,
            fillOpacity: 0.35,
            // Above and below only: the bar begins at 0 and ends at the median.
            ...{ insetTop: 3, insetBottom: 3 },
          }),
          Plot.ruleY(lines, {
            ...{ y: 'name', fy: 'scenario', strokeWidth: 2 },
            ...{
              x1: ({ low, ms, share }: Line) => (low / ms) * share,
              x2: ({ high, ms, share }: Line) => (high / ms) * share,
            },
          }),
          Plot.text(lines, {
            ...{
              x: ({ high, ms, share }: Line) => (high / ms) * share,
              y: 'name',
              fy: 'scenario',
              text: textOf,
            },
            ...{ textAnchor: 'start', dx: 6 },
          }),
        ],
      },
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Times of ${app} by scenario. ${description}`,
      cells: {
        head: ['scenario', 'strategy', 'time'],
        rows: lines.map(({ scenario, name, text }) => [scenario, name, text]),
        right: [false, false, true],
        keys: 2,
      },
    };
  },
};

function linesOf(scenario: string, rows: readonly SummaryRow[], nameOf: (row: SummaryRow) => string): Line[] {
  const timed = rows.flatMap((row) => {
    const { wall_ms_median: ms, wall_ms_min: least, wall_ms_max: most } = row;
    if (ms === undefined || ms <= 0 || least === undefined || most === undefined) return [];
    return [{ row, ms, low: row.wall_ms_low ?? least, high: row.wall_ms_high ?? most }];
  });
  const largest = Math.max(...timed.map(({ high }) => high));
  return timed.map(({ row, ms, low, high }) => ({
    ...{
      cell: row,
      name: nameOf(row),
      scenario,
      ms,
      low,
      high,
      share: ms / largest,
      text: intervalText(row),
    },
  }));
}

/** From where to where the medians go; which one is the faster only where a test says so. */
function fastestText(scenario: string, lines: readonly Line[], orderOf: OrderOf): string {
  const those = lines.filter((line) => line.scenario === scenario).toSorted((a, b) => a.ms - b.ms);
  const [fastest, slowest] = [those[0], those.at(-1)];
  if (fastest === undefined || slowest === undefined || fastest === slowest) return '';
  const order = orderOf(slowest.cell, fastest.cell)?.kind;
  const text = order === undefined ? formatRoughMs : formatMs;
  const [low, high] = [text(fastest.ms), text(slowest.ms)];
  switch (order) {
    case undefined:
      return `${scenario}: medians from ${low} to ${high}; too few samples for an order.`;
    case 'slower':
      return `${scenario}: medians from ${low} (${fastest.name}) to ${high} (${slowest.name}).`;
    default:
      return `${scenario}: medians from ${low} to ${high}; no difference between the two was shown.`;
  }
}
