import * as Plot from '@observablehq/plot';
import { median } from 'simple-statistics';
import { cellId, variantId } from '../../../domain/run/plan.ts';
import { formatMs } from '../../../domain/units.ts';
import type { BuildRow, StepRow } from '../../../record/rows.ts';
import { usualScenario } from '../../choice/candidates.ts';
import { strategyText } from '../../words/strategy-text.ts';
import type { Chart, ChartSource } from '../chart.ts';
import { colours, drawPlot } from '../draw-plot.ts';
import { linearTicks, timeTick } from '../ticks.ts';

interface Bar {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly kind: 'critical' | 'beside' | 'cached';
}

/** A build of which the time is nearest to the median of its cell, and its steps. */
interface TypicalBuild {
  readonly strategy: string;
  readonly ms: number;
  readonly bars: readonly Bar[];
}

/** When each step of a typical build ran, which came from the cache, and which ones everything waited for. */
export const chart: Chart = {
  id: 'steps',
  about: 'when each step of a typical rebuild ran: the critical path is dark, cached steps are marks',
  title: (app) => `${app}: steps of a typical rebuild`,
  draw(source, app, canvas) {
    const scenario = usualScenario(source);
    const builds = typicalBuilds(source, app, scenario);
    if (builds.length === 0) return undefined;
    const bars = builds.flatMap(({ strategy, bars: own }) => own.map((bar) => ({ ...bar, strategy })));
    const end = Math.max(...bars.map(({ to }) => to), ...builds.map(({ ms }) => ms));
    const narrow = canvas.width < 500;
    const rows = builds.map(({ strategy, bars: own }) => ({ strategy, count: own.length }));
    const longest = bars.reduce((so, bar) => (bar.to - bar.from > so.to - so.from ? bar : so));
    const each = builds.map(({ strategy, ms, bars: own }) => {
      const cached = own.filter(({ kind }) => kind === 'cached').length;
      return `${strategy} ${formatMs(ms)} (${cached} of ${own.length} steps cached)`;
    });
    const description =
      `${each.join(', ')}. The longest step is ${cut(longest.text, 50)} of ${longest.strategy}: ` +
      `${formatMs(longest.to - longest.from)}.`;
    const lines = bars.map((bar, index) => ({ ...bar, line: index }));
    const heads = rows.map(({ strategy }) => ({
      strategy,
      line: lines.find((bar) => bar.strategy === strategy)?.line ?? 0,
    }));
    // A line for each step, and one above each build for its name.
    const placeOf = new Map(
      lines.map(({ line, strategy }) => [
        line,
        line + 1 + builds.findIndex((one) => one.strategy === strategy),
      ]),
    );
    const y = ({ line }: { readonly line: number }): number => placeOf.get(line) ?? 0;
    const count = lines.length + builds.length;
    const [left, right] = [narrow ? 26 : 250, 60];
    const [above, below] = narrow ? [0.05, 0.4] : [0.4, 0.4];
    const svg = drawPlot(
      {
        // Where names have no room beside the bars, they stand above them.
        height: count * (narrow ? 27 : 17) + 36,
        ...{ marginLeft: left, marginRight: right, marginTop: narrow ? 14 : 8, marginBottom: 28 },
        x: {
          domain: [0, end],
          label: null,
          ticks: linearTicks(end, canvas.width - left - right),
          tickFormat: timeTick,
        },
        y: { domain: [count, -0.5], axis: null },
        marks: [
          Plot.text(heads, {
            ...{
              x: () => 0,
              y: ({ line }: (typeof heads)[number]) => (placeOf.get(line) ?? 1) - 1,
              text: 'strategy',
            },
            ...{ textAnchor: 'start', dx: narrow ? -24 : -245, fontWeight: 600 },
          }),
          Plot.rect(
            lines.filter(({ kind }) => kind !== 'cached'),
            {
              ...{ x1: 'from', x2: 'to' },
              ...{
                y1: (bar: (typeof lines)[number]) => y(bar) - above,
                y2: (bar: (typeof lines)[number]) => y(bar) + below,
              },
              ...{ fill: colourOf, stroke: colourOf, strokeWidth: 1 },
              // The edge is not see-through: a bar without width is seen.
              fillOpacity: ({ kind }: Bar) => (kind === 'critical' ? 0.95 : 0.5),
            },
          ),
          Plot.dot(
            lines.filter(({ kind }) => kind === 'cached'),
            {
              x: 'from',
              y,
              symbol: 'diamond',
              r: 3.5,
              dy: narrow ? 4 : 0,
              stroke: colours.faint,
              fill: 'none',
            },
          ),
          Plot.text(lines, {
            ...{ x: () => 0, y, text: ({ text }: Bar) => cut(text, narrow ? 46 : 34) },
            ...(narrow ? { textAnchor: 'start', dx: 2, dy: -9 } : { textAnchor: 'end', dx: -6 }),
            ...{ fontFamily: 'ui-monospace, monospace', fontSize: 10 },
          }),
          Plot.text(
            lines.filter(({ kind, from, to }) => kind !== 'cached' && to - from > end / 60),
            {
              ...{ x: 'to', y, text: ({ from, to }: Bar) => formatMs(to - from) },
              textAnchor: 'start',
              dx: 4,
              dy: narrow ? 5 : 0,
              fontSize: 10,
            },
          ),
        ],
      },
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Steps of a typical ${scenario} build of ${app}. ${description}`,
      cells: {
        head: ['strategy', 'step', 'starts', 'takes', 'how'],
        rows: bars.map(({ strategy, text, from, to, kind }) => [
          ...[strategy, cut(text, 90), formatMs(from), kind === 'cached' ? '–' : formatMs(to - from)],
          kindTexts[kind],
        ]),
        right: [false, false, true, true, false],
        keys: 2,
      },
    };
  },
};

const colourOf = ({ kind }: Bar): string => (kind === 'critical' ? colours.accent : colours.faint);

const kindTexts: Readonly<Record<Bar['kind'], string>> = {
  critical: 'on the critical path',
  beside: 'beside it',
  cached: 'cached',
};

const cut = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1).trimEnd()}…`;

function typicalBuilds(
  { buildRows, steps, rows }: ChartSource,
  app: string,
  scenario: string,
): TypicalBuild[] {
  const ofBuild = Map.groupBy(steps, ({ sequence }) => sequence);
  const imageOf = new Map(rows.images.map((image) => [variantId(image), image]));
  return rows.manifest.plan.variants
    .filter((variant) => variant.app === app)
    .flatMap((variant) => {
      const cell = cellId({ ...variant, scenario });
      const good = buildRows.filter(
        (row) =>
          row.phase === 'measure' &&
          row.state === 'built' &&
          cellId(row) === cell &&
          ofBuild.has(row.sequence),
      );
      const typical = nearestToMedian(good);
      if (typical?.wall_ms === undefined) return [];
      const bars = barsOf(ofBuild.get(typical.sequence) ?? []);
      const name = strategyText(variant.strategy, imageOf.get(variantId(variant)));
      return bars.length === 0 ? [] : [{ strategy: name, ms: typical.wall_ms, bars }];
    });
}

function nearestToMedian(builds: readonly BuildRow[]): BuildRow | undefined {
  const timed = builds.flatMap((row) => (row.wall_ms === undefined ? [] : [{ row, ms: row.wall_ms }]));
  if (timed.length === 0) return undefined;
  const middle = median(timed.map(({ ms }) => ms));
  return timed.reduce((so, one) => (Math.abs(one.ms - middle) < Math.abs(so.ms - middle) ? one : so)).row;
}

/** What the builder does besides the steps is left out where it takes no time to speak of. */
const leastMs = 5;

function barsOf(steps: readonly StepRow[]): Bar[] {
  return steps
    .filter(({ duration_ms: ms, cached }) => cached !== undefined || ms >= leastMs)
    .map((step) => {
      const { started_ms: from, duration_ms: ms, cached, on_critical_path: critical } = step;
      return {
        ...{ from, to: from + ms, text: step.instruction },
        kind: cached === true ? 'cached' : critical ? 'critical' : 'beside',
      };
    });
}
