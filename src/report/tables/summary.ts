import { variantId } from '../../domain/run/plan.ts';
import { formatBytes, formatMs } from '../../domain/units.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import { footnotes, timeFootnotes } from '../model/footnotes.ts';
import { halfWidthOf, widthText } from '../model/half-width.ts';
import type { Cells, Table } from '../table.ts';
import { fewNote, fewRangeText, fewText, isFew } from '../few-samples.ts';
import { stateText } from '../model/state-text.ts';
import { isMadeUp } from '../provenance/made-up.ts';
import { provenance } from '../provenance/provenance.ts';
import { timesData } from './times.ts';
import { strategyText } from '../words/strategy-text.ts';

/** The table people quote, with what its reader has to know. */
export const table: Table<'run'> = {
  ...{ id: 'summary', order: 1, from: 'run' },
  about: 'what people quote: times of every scenario, image, own bytes, layers, start, user',
  show: (run) => {
    const { rows, analysis, digits } = run;
    return [
      {
        caption: provenance(run),
        cells: summaryTable(analysis.summary, rows.images, digits),
        data: timesData(analysis.summary),
        footnotes: [...madeUp(rows), ...fewNote(analysis.summary), ...footnotes(rows, analysis)],
        timeNotes: () => [...fewNote(analysis.summary), ...timeFootnotes(rows, analysis)],
      },
    ];
  },
};

const madeUp = ({ manifest }: Rows): string[] =>
  isMadeUp(manifest) ? ['made up by the fake engine: nothing here was measured'] : [];

/** The most columns it takes, where it can do with less: it is read, and pasted, where nobody widens a window. */
const mostColumns = 99;

const dash = '–';
const bytes = (value: number | undefined, digits?: number): string =>
  value === undefined ? dash : formatBytes(value, digits);
const ms = (value: number | undefined, digits?: number): string =>
  value === undefined ? dash : formatMs(value, digits);
const count = (value: number | undefined): string => (value === undefined ? dash : String(value));

/**
 * The table people quote: one line per variant, in the order of the plan, and one time column per scenario; with the intervals
 * of the medians, or `narrower` without them. A cell without samples shows its state, never a number.
 */
export function summaryTable(
  summary: readonly SummaryRow[],
  images: readonly ImageRow[],
  digits?: number,
): Cells {
  const narrow = timesTable(summary, images, narrowText, digits);
  const built = summary.filter(({ samples }) => samples > 0);
  const lacks = [
    ...(built.some((row) => halfWidthOf(row) !== undefined) ? ['intervals'] : []),
    ...(built.some((row) => isFew(row) && row.samples > 1) ? ['medians of few samples'] : []),
  ];
  if (lacks.length === 0) return narrow;
  return { ...timesTable(summary, images, timeText, digits), narrower: () => ({ ...narrow, lacks }) };
}

function timesTable(
  summary: readonly SummaryRow[],
  images: readonly ImageRow[],
  textOf: (row: SummaryRow, digits?: number) => string,
  digits?: number,
): Cells {
  const scenarios = [...new Set(summary.map((row) => row.scenario))];
  const groups = Map.groupBy(summary, variantId);
  const imageOf = new Map(images.map((image) => [variantId(image), image]));
  const rows = [...groups].map(([id, cells]) => {
    const [first] = cells;
    const image = imageOf.get(id);
    const times = scenarios.map((scenario) => {
      const cell = cells.find((row) => row.scenario === scenario);
      return cell?.state === 'built' ? textOf(cell, digits) : stateText(cell?.state);
    });
    return [
      first?.app ?? '',
      strategyText(first?.strategy ?? '', image),
      ...times,
      ...imageTexts(image, digits),
    ];
  });
  return {
    head: ['app', 'strategy', ...scenarios, 'image', 'own', 'layers', 'start', 'user'],
    rows,
    right: [false, false, ...scenarios.map(() => true), true, true, true, true, false],
    ...{ keys: 2, breaks: ['image'], mostColumns },
  };
}

/** `12.3 s ±2%`; of few samples `12 s (11–13)`. */
function timeText(row: SummaryRow, digits?: number): string {
  const width = halfWidthOf(row);
  if (width !== undefined) return `${ms(row.wall_ms_median, digits)} ±${widthText(width)}`;
  return row.samples < 2 ? narrowText(row) : fewText(row);
}

/** With less: the median alone; of few samples the least and the most. */
const narrowText = (row: SummaryRow, digits?: number): string =>
  isFew(row) ? fewRangeText(row) : ms(row.wall_ms_median, digits);

const isNotStarted = (image: ImageRow | undefined): boolean =>
  image?.image_id !== undefined && image.healthy === undefined;

/** Sizes, layers, start and user. An image that does not work is none that anybody would ship: it has no sizes here. */
function imageTexts(image: ImageRow | undefined, digits: number | undefined): string[] {
  const facts = image?.healthy === false ? undefined : image;
  const doesNotWork = image?.image_id !== undefined && image.healthy === false;
  return [
    bytes(facts?.size_bytes, digits),
    bytes(facts?.own_bytes, digits),
    count(facts?.layers),
    doesNotWork ? 'fails' : isNotStarted(image) ? 'not started' : ms(facts?.start_ms, digits),
    image?.image_id === undefined ? dash : image.user || 'root',
  ];
}
