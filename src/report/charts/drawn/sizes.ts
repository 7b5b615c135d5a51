import * as Plot from '@observablehq/plot';
import { formatBytes } from '../../../domain/units.ts';
import { strategyText } from '../../words/strategy-text.ts';
import { bytesPlot } from '../bytes-plot.ts';
import type { Chart } from '../chart.ts';
import { colours } from '../draw-plot.ts';

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
    const lines = images.map((image, index) => ({ ...image, text: texts[index] ?? '' }));
    const svg = bytesPlot(
      lines,
      [
        Plot.rectX(parts, {
          ...{ x1: 'from', x2: 'to', y: 'name', insetTop: 3, insetBottom: 3 },
          ...{ fill: ({ part }: Part) => (part === 'own' ? colours.accent : colours.faint) },
          ...{
            fillOpacity: ({ part }: Part) => (part === 'own' ? 0.9 : 0.3),
            stroke: colours.faint,
            strokeOpacity: 0.6,
          },
        }),
      ],
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
