import * as Plot from '@observablehq/plot';
import { formatBytes, formatMs } from '../../../domain/units.ts';
import { strategyText } from '../../words/strategy-text.ts';
import { bytesPlot } from '../bytes-plot.ts';
import type { Chart } from '../chart.ts';
import { colours } from '../draw-plot.ts';

/** What moves over the line: all of an image, and what is left where its base is there already. */
export const chart: Chart = {
  id: 'transfer',
  about: 'bytes that a pull of every image of an app moves: all, and where the base is there already',
  title: (app) => `${app}: bytes of a pull, compressed`,
  draw({ rows }, app, canvas) {
    const images = rows.images.flatMap((image) => {
      const { transfer_bytes: all } = image;
      if (image.app !== app || all === undefined) return [];
      // Without a base nothing is there already.
      const hasBase = image.base_ref !== 'scratch';
      const based = hasBase ? image.pull_based_bytes : all;
      return [
        { hasBase, name: strategyText(image.strategy, image), all, based, pullMs: image.pull_empty_ms },
      ];
    });
    if (images.length === 0) return undefined;
    const sorted = images.toSorted((a, b) => a.all - b.all);
    const [least, most] = [sorted[0], sorted.at(-1)];
    const description =
      least === undefined || most === undefined
        ? ''
        : `A pull moves from ${formatBytes(least.all)} (${least.name}) to ${formatBytes(most.all)} (${most.name}).`;
    const narrow = canvas.width < 500;
    const texts = images.map(({ all, based, hasBase }) => {
      if (!hasBase) return `${formatBytes(all)}, no base`;
      return narrow || based === undefined
        ? formatBytes(all)
        : `${formatBytes(all)}, on base ${formatBytes(based)}`;
    });
    const lines = images.map((image, index) => ({ ...image, text: texts[index] ?? '' }));
    const svg = bytesPlot(
      lines,
      [
        Plot.barX(images, {
          x: 'all',
          y: 'name',
          fill: colours.faint,
          fillOpacity: 0.35,
          insetTop: 3,
          insetBottom: 3,
        }),
        Plot.barX(
          images.filter(({ based }) => based !== undefined),
          { x: 'based', y: 'name', fill: colours.accent, insetTop: 8, insetBottom: 8 },
        ),
      ],
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Bytes of a pull of the images of ${app}. ${description}`,
      cells: {
        head: ['strategy', 'pull', 'on its base', 'time of the pull'],
        rows: images.map(({ name, all, based, hasBase, pullMs }) => [
          ...[name, formatBytes(all)],
          hasBase ? (based === undefined ? '–' : formatBytes(based)) : 'no base',
          pullMs === undefined ? '–' : formatMs(pullMs),
        ]),
        right: [false, true, true, true],
      },
    };
  },
};
