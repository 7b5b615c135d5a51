import * as Plot from '@observablehq/plot';
import { variantId } from '../../../domain/run/plan.ts';
import { formatBytes } from '../../../domain/units.ts';
import type { LayerRow } from '../../../record/rows.ts';
import { strategyText } from '../../words/strategy-text.ts';
import type { Chart } from '../chart.ts';
import { colours, drawPlot } from '../draw-plot.ts';
import { roomFor } from '../margins.ts';
import { linearTicks } from '../ticks.ts';

interface Strip {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  readonly own: boolean;
  readonly text: string;
}

/** The layers of every image, from the bottom: what a pull of a changed image moves begins where the own ones do. */
export const chart: Chart = {
  id: 'layers',
  about: 'the layers of every image of an app, as long as they are large; own layers are darker',
  title: (app) => `${app}: layers of the image`,
  draw({ rows, layers }, app, canvas) {
    const images = rows.images.filter((image) => image.app === app && image.state === 'built');
    const named = images.map((image) => ({
      name: strategyText(image.strategy, image),
      strips: stripsOf(
        strategyText(image.strategy, image),
        layers.filter((layer) => variantId(layer) === variantId(image) && !layer.empty),
      ),
    }));
    const strips = named.flatMap((one) => one.strips);
    if (strips.length === 0) return undefined;
    const largest = strips.reduce((so, one) => (one.to - one.from > so.to - so.from ? one : so));
    const description =
      `${named.map(({ name, strips: own }) => `${name} ${own.length}`).join(', ')} layers. ` +
      `The largest is of ${largest.name}: ${formatBytes(largest.to - largest.from)}, ${largest.text}${largest.text.endsWith('…') ? '' : '.'}`;
    const [left, right] = [roomFor(named.map(({ name }) => name)), roomFor(['99 layers'])];
    const most = Math.max(...strips.map(({ to }) => to));
    const svg = drawPlot(
      {
        height: named.length * 26 + 34,
        ...{ marginLeft: left, marginRight: right, marginTop: 4, marginBottom: 30 },
        x: {
          label: null,
          tickFormat: (bytes: number) => formatBytes(bytes),
          ticks: linearTicks(most, canvas.width - left - right),
          tickSize: 3,
        },
        y: { domain: named.map(({ name }) => name), label: null, tickSize: 0 },
        marks: [
          Plot.rectX(strips, {
            ...{ x1: 'from', x2: 'to', y: 'name', insetTop: 3, insetBottom: 3 },
            ...{ fill: ({ own }: Strip) => (own ? colours.accent : colours.faint) },
            ...{
              fillOpacity: ({ own }: Strip) => (own ? 0.9 : 0.3),
              stroke: 'currentColor',
              strokeWidth: 0.6,
            },
            title: ({ text, from, to }: Strip) => `${formatBytes(to - from)}  ${text}`,
          }),
          Plot.text(named, {
            ...{ x: ({ strips: own }: (typeof named)[number]) => own.at(-1)?.to ?? 0, y: 'name' },
            ...{
              text: ({ strips: own }: (typeof named)[number]) => `${own.length} layers`,
              textAnchor: 'start',
              dx: 5,
            },
          }),
        ],
      },
      canvas,
      { title: this.title(app), description },
    );
    return {
      svg,
      alt: `Layers of the images of ${app}. ${description}`,
      cells: {
        head: ['strategy', 'layer', 'bytes', 'of', 'instruction'],
        rows: named.flatMap(({ name, strips: own }) =>
          own.map((strip, index) => [
            ...[name, String(index + 1), formatBytes(strip.to - strip.from)],
            ...[strip.own ? 'own' : 'base', strip.text],
          ]),
        ),
        right: [false, true, true, false, false],
        keys: 2,
      },
    };
  },
};

/** An instruction in a table. */
const longest = 90;

function stripsOf(name: string, layers: readonly LayerRow[]): Strip[] {
  let from = 0;
  return layers
    .toSorted((a, b) => a.index - b.index)
    .map((layer) => {
      const strip = {
        name,
        from,
        to: from + layer.size_bytes,
        own: layer.own,
        text: shortened(layer.created_by),
      };
      from = strip.to;
      return strip;
    });
}

/** What the engine puts before a shell command says nothing. */
function shortened(instruction = 'unknown'): string {
  const text = instruction
    .replace(/^(RUN )?(?:\|\d+ .*? )?\/bin\/sh -c (?:#\(nop\)\s*)?/, '$1')
    .replace(/\s*# buildkit$/, '')
    .trim();
  return text.length <= longest ? text : `${text.slice(0, longest - 1).trimEnd()}…`;
}
