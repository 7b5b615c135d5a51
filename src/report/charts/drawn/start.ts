import * as Plot from '@observablehq/plot';
import { formatBytes, formatMs } from '../../../domain/units.ts';
import { strategyText } from '../../words/strategy-text.ts';
import type { Chart } from '../chart.ts';
import { colours, drawPlot } from '../draw-plot.ts';
import { roomFor } from '../margins.ts';
import { linearTicks, timeTick } from '../ticks.ts';

/** From `docker run` to the first good answer. */
export const chart: Chart = {
  id: 'start',
  about: 'how long every image of an app takes to its first good answer',
  title: (app) => `${app}: start until the first good answer`,
  draw({ rows }, app, canvas) {
    const images = rows.images.flatMap((image) => {
      const { start_ms: ms } = image;
      if (image.app !== app || image.state !== 'built' || ms === undefined) return [];
      return [{ name: strategyText(image.strategy, image), ms, memory: image.idle_memory_bytes }];
    });
    if (images.length === 0) return undefined;
    const sorted = images.toSorted((a, b) => a.ms - b.ms);
    const [least, most] = [sorted[0], sorted.at(-1)];
    const description =
      least === undefined || most === undefined
        ? ''
        : `From ${formatMs(least.ms)} (${least.name}) to ${formatMs(most.ms)} (${most.name}).`;
    const [left, right] = [
      roomFor(images.map(({ name }) => name)),
      roomFor(images.map(({ ms }) => formatMs(ms))),
    ];
    const svg = drawPlot(
      {
        height: images.length * 22 + 34,
        ...{ marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 30 },
        x: {
          label: null,
          tickFormat: timeTick,
          ticks: linearTicks(most?.ms ?? 0, canvas.width - left - right),
          zero: true,
          tickSize: 3,
        },
        y: { domain: images.map(({ name }) => name), label: null, tickSize: 0 },
        marks: [
          Plot.ruleY(images, { x: 'ms', y: 'name', stroke: colours.faint }),
          Plot.dot(images, { x: 'ms', y: 'name', r: 4.5, fill: colours.accent }),
          Plot.text(images, {
            ...{ x: 'ms', y: 'name', textAnchor: 'start', dx: 8 },
            text: ({ ms }: (typeof images)[number]) => formatMs(ms),
          }),
        ],
      },
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Start of the images of ${app}. ${description}`,
      cells: {
        head: ['strategy', 'start', 'memory at rest'],
        rows: images.map(({ name, ms, memory }) => [
          name,
          formatMs(ms),
          memory === undefined ? '–' : formatBytes(memory),
        ]),
        right: [false, true, true],
      },
    };
  },
};
