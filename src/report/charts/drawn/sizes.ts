import * as Plot from '@observablehq/plot';
import { formatBytes } from '../../../domain/units.ts';
import { strategyText } from '../../words/strategy-text.ts';
import type { Chart } from '../chart.ts';
import { colours, drawPlot } from '../draw-plot.ts';
import { roomFor } from '../margins.ts';
import { linearTicks } from '../ticks.ts';

interface Part {
  readonly name: string;
  readonly part: 'base' | 'own';
  readonly from: number;
  readonly to: number;
}

/** What of an image is its base's, and what is its own. */
export const chart: Chart = {
  id: 'sizes',
  about: 'bytes of every image of an app: those of its base and its own',
  title: (app) => `${app}: bytes of the image, base and own`,
  draw({ rows }, app, canvas) {
    const images = rows.images.flatMap((image) => {
      const { size_bytes: all, own_bytes: own } = image;
      if (image.app !== app || image.state !== 'built' || all === undefined) return [];
      return [{ name: strategyText(image.strategy, image), all, own: own ?? all }];
    });
    if (images.length === 0) return undefined;
    const parts = images.flatMap(({ name, all, own }): Part[] => [
      { name, part: 'base', from: 0, to: all - own },
      { name, part: 'own', from: all - own, to: all },
    ]);
    const sorted = images.toSorted((a, b) => a.all - b.all);
    const [least, most] = [sorted[0], sorted.at(-1)];
    const description =
      least === undefined || most === undefined
        ? ''
        : `From ${formatBytes(least.all)} (${least.name}, ${formatBytes(least.own)} of it its own) to ${formatBytes(most.all)} (${most.name}, ${formatBytes(most.own)} of it its own).`;
    const narrow = canvas.width < 500;
    const texts = images.map(({ all, own }) =>
      narrow ? formatBytes(all) : `${formatBytes(all)}, own ${formatBytes(own)}`,
    );
    const [left, right] = [roomFor(images.map(({ name }) => name)), roomFor(texts)];
    const svg = drawPlot(
      {
        height: images.length * 26 + 34,
        ...{ marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 30 },
        x: {
          label: null,
          tickFormat: (bytes: number) => formatBytes(bytes),
          ticks: linearTicks(most?.all ?? 0, canvas.width - left - right),
          tickSize: 3,
        },
        y: { domain: images.map(({ name }) => name), label: null, tickSize: 0 },
        marks: [
          Plot.rectX(parts, {
            ...{ x1: 'from', x2: 'to', y: 'name', insetTop: 3, insetBottom: 3 },
            ...{ fill: ({ part }: Part) => (part === 'own' ? colours.accent : colours.faint) },
            ...{
              fillOpacity: ({ part }: Part) => (part === 'own' ? 0.9 : 0.3),
              stroke: colours.faint,
              strokeOpacity: 0.6,
            },
          }),
          Plot.text(images, {
            ...{ x: 'all', y: 'name', textAnchor: 'start', dx: 5 },
            text: (_: unknown, index: number) => texts[index],
          }),
          Plot.ruleX([0], { stroke: colours.faint }),
        ],
      },
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Bytes of the images of ${app}. ${description}`,
      cells: {
        head: ['strategy', 'image', 'base', 'own'],
        rows: images.map(({ name, all, own }) => [
          name,
          ...[all, all - own, own].map((bytes) => formatBytes(bytes)),
        ]),
        right: [false, true, true, true],
      },
    };
  },
};
