import * as Plot from '@observablehq/plot';
import { formatBytes } from '../../domain/units.ts';
import type { Canvas } from './chart.ts';
import { colours, drawPlot } from './draw-plot.ts';
import { roomFor } from './margins.ts';
import { linearTicks } from './ticks.ts';

/** An image as a line of the picture: its name, where its bar ends, and what stands behind it. */
interface Line {
  readonly name: string;
  readonly all: number;
  readonly text: string;
}

/** Bars of bytes, one line for each image, from 0 on; `marks` are the bars. Room for names and texts of any length. */
export function bytesPlot(
  lines: readonly Line[],
  marks: readonly Plot.Markish[],
  canvas: Canvas,
  words: { readonly title: string; readonly description: string },
): string {
  const [left, right] = [roomFor(lines.map(({ name }) => name)), roomFor(lines.map(({ text }) => text))];
  return drawPlot(
    {
      height: lines.length * 26 + 34,
      ...{ marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 30 },
      x: {
        label: null,
        tickFormat: (bytes: number) => formatBytes(bytes),
        ticks: linearTicks(Math.max(...lines.map(({ all }) => all)), canvas.width - left - right),
        tickSize: 3,
      },
      y: { domain: lines.map(({ name }) => name), label: null, tickSize: 0 },
      marks: [
        ...marks,
        Plot.text(lines, { ...{ x: 'all', y: 'name', textAnchor: 'start', dx: 5 }, text: 'text' }),
        Plot.ruleX([0], { stroke: colours.faint }),
      ],
    },
    canvas,
    words,
  );
}
