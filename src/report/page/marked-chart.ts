import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { unknownName } from '../../plan/select.ts';
import { refuseOtherKeys } from '../asked.ts';
import type { ChartSource } from '../charts/chart.ts';
import { plainText } from './markdown-text.ts';
import type { Marker } from './read-markers.ts';
import type { SourceKeys } from './render-marker.ts';

/** Where charts get what they are made of. */
export type ChartSources = (keys: SourceKeys) => Promise<ChartSource>;

/** A chart that a page asks for: a file, and the line that shows it. */
export interface MarkedChart {
  /** As the page names it. */
  readonly target: string;
  readonly svg: string;
  /** The line in Markdown. */
  readonly text: string;
}

const usualWidth = 640;

/** The keys that every chart takes, with what they mean. */
export const chartKeys = {
  app: 'the app that it is of; needed if the run has several',
  file: 'the SVG that is written, relative to the page',
  run: 'the run: a folder, relative to the page; the newest finished one without it',
  width: `pixels, 300 to 1600; ${usualWidth} without it`,
  alt: 'words for those who do not see it, in place of what it found',
} satisfies Readonly<Record<string, string>>;

/**
 * Draws the chart that a marker asks for. `where` begins a message. Throws UNKNOWN_NAME with the nearest name, and
 * MARKER_UNREADABLE for what it lacks.
 */
export async function markedChart(marker: Marker, source: ChartSources, where: string): Promise<MarkedChart> {
  const { charts } = await import('../charts/drawn/index.ts');
  const known = charts.map(({ id }) => id);
  const [name, ...others] = marker.words;
  if (name === undefined) throw unreadable(where, `names no chart; there are: ${known.join(', ')}`);
  const chart = charts.find(({ id }) => id === name);
  if (chart === undefined) throw new StagebenchError('UNKNOWN_NAME', unknownName('chart', name, known));
  if (others[0] !== undefined) throw unreadable(where, `has a word that is no key=value: ${others[0]}`);
  refuseOtherKeys(marker.keys, Object.keys(chartKeys), where);
  const { target, width } = placeOf(marker, name, where);
  const found = await source({ from: marker.keys.get('run'), of: undefined, baseline: undefined });
  const apps = [...new Set(found.rows.manifest.plan.variants.map(({ app }) => app))];
  const app = marker.keys.get('app') ?? (apps.length === 1 ? apps[0] : undefined);
  if (app === undefined) throw unreadable(where, `needs app=: the run has ${apps.join(', ')}`);
  if (!apps.includes(app))
    throw new StagebenchError('UNKNOWN_NAME', unknownName('app', app, apps, ' in this run'));
  const drawn = chart.draw(found, app, { width, isAlone: true });
  if (drawn === undefined)
    throw new StagebenchError(
      'MARKER_UNREADABLE',
      `${where}: the run has nothing to draw ${name} of ${app} with.`,
    );
  const from = `run ${found.rows.manifest.runId}`;
  return chartAt(target, { name, from, svg: drawn.svg, alt: marker.keys.get('alt') ?? drawn.alt });
}

/** Where a marker wants its chart, and how wide. Throws MARKER_UNREADABLE. */
export function placeOf({ keys }: Marker, name: string, where: string): { target: string; width: number } {
  const target = keys.get('file');
  if (target === undefined) throw unreadable(where, `needs file=, e.g. file=images/${name}.svg`);
  if (!svgName.test(target) || path.isAbsolute(target))
    throw unreadable(where, `writes an SVG beside the page: file=${target} is no such name`);
  const width = Number(keys.get('width') ?? usualWidth);
  if (!Number.isInteger(width) || width < 300 || width > 1600)
    throw unreadable(where, `has width=${keys.get('width') ?? ''}: a whole number from 300 to 1600`);
  return { target, width };
}

/** A chart as its file has it, and the line that shows it. `from`: what its rows are of. */
export const chartAt = (
  target: string,
  chart: { readonly name: string; readonly from: string; readonly svg: string; readonly alt: string },
): MarkedChart => ({
  target,
  svg: `<!-- Made by stagebench (chart ${chart.name}) from the rows of ${chart.from}. Do not edit. -->\n${chart.svg}\n`,
  text: `![${plainText(chart.alt)}](${target.replaceAll(/[ %?#]/g, encodeURIComponent)})`,
});

/** What cannot act where the page names the file: neither ends the address, nor hides. */
const svgName = /^[^\p{C}\p{Zl}\p{Zp}<>"()\\`[\]&]+\.svg$/u;

export const unreadable = (where: string, what: string): StagebenchError =>
  new StagebenchError('MARKER_UNREADABLE', `${where} ${what}.`);
