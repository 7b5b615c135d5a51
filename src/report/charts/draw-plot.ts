import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { visibleLines } from '../../domain/visible.ts';
import { escaped } from '../html/html.ts';
import type { Canvas } from './chart.ts';

const fontSize = 12;

/** What is read of a plot. (The types of Plot speak of a browser's document, which is none here.) */
interface DrawnPlot {
  readonly outerHTML: string;
  scale(name: 'x' | 'y'): { apply(value: unknown): unknown } | undefined;
}

function plotOf(options: Plot.PlotOptions, more: object): DrawnPlot {
  const { document } = parseHTML('<!doctype html><html><body></body></html>') as unknown as {
    document: unknown;
  };
  const plot = Plot.plot as unknown as (all: object) => DrawnPlot;
  return plot({ ...options, ...more, document });
}

/** Colours that a chart may use. Each has its twin for dark pages; nothing is told by the hue alone. */
export const colours = {
  accent: 'var(--chart-accent)',
  faint: 'var(--chart-faint)',
} as const;

/** For a chart that stands alone; a page declares the same names. https://www.w3.org/TR/mediaqueries-5/#prefers-color-scheme */
const ownColours =
  '.stagebench{color:#1f2328;--chart-accent:#0b5cad;--chart-faint:#6e7781}' +
  '@media (prefers-color-scheme:dark){.stagebench{color:#e6edf3;--chart-accent:#6cb2ff;--chart-faint:#9198a1}}';

/** Draws a plot as SVG text. `title` and `description` are for those who do not see it. */
export function drawPlot(
  options: Plot.PlotOptions,
  { width, isAlone }: Canvas,
  { title, description }: { readonly title: string; readonly description: string },
): string {
  const plot = plotOf(options, {
    ...{ width, className: 'stagebench' },
    style: { fontSize: `${fontSize}px`, overflow: 'visible', background: 'none' },
  });
  // Marks name themselves; in a picture with a text of its own that is no help.
  const text = visibleLines(plot.outerHTML).replaceAll(/ aria-label="[^"]*"/g, '');
  const named = `xmlns="http://www.w3.org/2000/svg" role="img" aria-label="${escaped(`${title}. ${description}`)}"`;
  const style = isAlone ? `<style>${ownColours}</style>` : '';
  return text.replace(
    /^<svg(?: xmlns="[^"]*")?([^>]*)>/,
    (_, rest: string) => `<svg ${named}${rest}><title>${escaped(title)}</title>${style}`,
  );
}

/** Where a plot puts values; px. The plot is laid out once for it, without its labels. */
export function scalesOf(
  options: Plot.PlotOptions,
  { width }: Canvas,
): (x: unknown, y: unknown) => [number, number] {
  const plot = plotOf(options, { width });
  const [x, y] = [plot.scale('x'), plot.scale('y')];
  return (atX, atY) => [Number(x?.apply(atX)), Number(y?.apply(atY))];
}
