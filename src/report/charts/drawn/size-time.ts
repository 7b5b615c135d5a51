import * as Plot from '@observablehq/plot';
import { formatBytes, formatMs } from '../../../domain/units.ts';
import type { Candidate } from '../../choice/candidates.ts';
import { sizeText, timeText } from '../../choice/choice-text.ts';
import { substitutesNote } from '../../choice/left-out.ts';
import { planeOf } from '../../choice/plane.ts';
import { planeText } from '../../choice/plane-text.ts';
import type { Chart } from '../chart.ts';
import { colours, drawPlot, scalesOf } from '../draw-plot.ts';
import { logTicks } from '../ticks.ts';
import { placeLabels } from '../place-labels.ts';

/** What a small image costs in time: every variant of an app in one plane, with the ones that no other one beats. */
export const chart: Chart = {
  id: 'size-time',
  about: 'every variant of an app by size and time of a build; those that no other one beats are filled',
  title: (app) => `${app}: size of the image and time of a build`,
  draw(source, app, canvas) {
    const plane = planeOf(source, app);
    const { all, scenario, front: best, unordered } = plane;
    if (all.length === 0) return undefined;
    const alt = [planeText(plane), ...substitutesNote(source, app).map((note) => `${note}.`)].join(' ');
    const narrow = canvas.width < 500;
    const height = narrow ? 320 : 380;
    const margins = { marginLeft: 58, marginRight: 16, marginTop: 24, marginBottom: 44 };
    const sizes = around(all.map(({ sizeBytes }) => sizeBytes));
    const times = around(all.flatMap(({ interval: { low, high } }) => [low, high]));
    const base: Plot.PlotOptions = {
      ...{ height, ...margins },
      x: {
        ...{ type: 'log', label: 'image, uncompressed →', labelAnchor: 'right', labelArrow: 'none' },
        ...{
          domain: sizes,
          tickFormat: (bytes: number) => formatBytes(bytes),
        },
        ticks: logTicks(sizes, narrow ? 4 : 6),
      },
      y: {
        ...{ type: 'log', label: `↑ ${scenario}`, labelArrow: 'none', ticks: logTicks(times, 6) },
        ...{ domain: times, tickFormat: (ms: number) => formatMs(ms) },
      },
      marks: [Plot.frame({ stroke: colours.faint, strokeOpacity: 0.4 })],
    };
    const at = scalesOf(base, canvas);
    const points = all.map((one) => {
      const [x, y] = at(one.sizeBytes, one.ms);
      return { x, y, text: one.strategy };
    });
    const front = best.map((one) => at(one.sizeBytes, one.ms));
    const lines = [
      ...front.slice(1).map((to, index) => ({ from: front[index] ?? to, to, cost: 4 })),
      ...all.map(({ sizeBytes, interval: { low, high } }) => ({
        from: at(sizeBytes, low),
        to: at(sizeBytes, high),
        // Thin and short.
        cost: 2,
      })),
    ];
    const frame = {
      ...{ left: margins.marginLeft, right: canvas.width - margins.marginRight },
      ...{ top: margins.marginTop, bottom: height - margins.marginBottom },
    };
    const places = placeLabels(points, frame, lines);
    const isBest = (one: Candidate): boolean => best.includes(one);
    const x = (one: Candidate) => one.sizeBytes;
    const svg = drawPlot(
      {
        ...base,
        marks: [
          Plot.frame({ stroke: colours.faint, strokeOpacity: 0.4 }),
          Plot.line(best, {
            x,
            y: (one: Candidate) => one.ms,
            stroke: colours.accent,
            strokeDasharray: '3 3',
          }),
          Plot.ruleX(all, {
            ...{ x, y1: (one: Candidate) => one.interval.low, y2: (one: Candidate) => one.interval.high },
            stroke: colours.faint,
          }),
          Plot.dot(
            all.filter((one) => !isBest(one)),
            {
              x,
              y: (one: Candidate) => one.ms,
              r: 4.5,
              stroke: colours.faint,
              fill: 'none',
              strokeWidth: 1.5,
            },
          ),
          Plot.dot(best, { x, y: (one: Candidate) => one.ms, r: 5, fill: colours.accent }),
          ...all.flatMap((one, index) => {
            const place = places[index];
            if (place === undefined) return [];
            const { dx, dy, anchor } = place;
            return [
              Plot.text([one], {
                ...{ x, y: ({ ms }: Candidate) => ms, text: ({ strategy }: Candidate) => strategy },
                ...{ dx, dy, textAnchor: anchor, fontWeight: isBest(one) ? 600 : 400 },
                fill: isBest(one) ? 'currentColor' : colours.faint,
              }),
            ];
          }),
        ],
      },
      canvas,
      { title: this.title(app), description: alt },
    );
    return {
      svg,
      alt,
      cells: {
        head: ['strategy', 'image', scenario, 'on the front'],
        rows: all.map((one) => [
          ...[one.strategy, sizeText(one), timeText(one)],
          unordered.includes(one) ? 'not known' : isBest(one) ? 'yes' : 'no',
        ]),
        right: [false, true, true, false],
      },
    };
  },
};

/** A tenth of room on both sides, in the logarithm. */
function around(values: readonly number[]): [number, number] {
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const room = Math.max(1.25, (most / least) ** 0.12);
  return [least / room, most * room];
}
