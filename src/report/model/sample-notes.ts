import { cellId, type Cell } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { SummaryRow } from '../../record/rows.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import { intervalMethod } from '../../stats/intervals/median-interval.ts';
import { listText } from '../words/list-text.ts';
import { buildsOfSamples } from '../../stats/samples/visit-rows.ts';
import { halfWidthOf, percentText } from './half-width.ts';
import { plannedRounds } from './planned-rounds.ts';
import { shortCells } from './short-cells.ts';

/** Of how many builds the medians are and how wide their intervals, and why cells have fewer than others. */
export function sampleNotes(
  { manifest, builds }: Pick<Rows, 'manifest' | 'builds'>,
  summary: readonly SummaryRow[],
): string[] {
  const { plan, stoppedEarly } = manifest;
  const gaveUp = new Set(manifest.gaveUp);
  const built = summary.filter(({ state }) => state === 'built');
  const planned = plannedRounds(plan);
  const roundsOf = (row: SummaryRow): number => planned(row).length;
  const stopped = new Set(stoppedEarly);
  const early = built.filter((row) => stopped.has(cellId(row)));
  const until = manifest.options['until'];
  const isNarrow = (row: SummaryRow): boolean =>
    stopped.has(cellId(row)) || (typeof until === 'number' && (halfWidthOf(row) ?? Infinity) <= until);
  // Not the last round of the plan: where cells took turns, none need have been in all of them.
  const most = summary.reduce((so, row) => Math.max(so, roundsOf(row)), 0);
  const fewer = built.filter((row) => roundsOf(row) < most && !isNarrow(row) && !gaveUp.has(cellId(row)));
  const short = shortCells(plan, summary);
  const hopeless = summary.filter((row) => gaveUp.has(cellId(row)));
  const gaveSamples = roundsIn(builds, (state) => state === 'built');
  // A run that was cut short has not made all rounds that were planned.
  const made = roundsIn(builds, (state) => state !== 'aborted');
  const open = built.filter((row) => !stopped.has(cellId(row)));
  return [
    ...(built.length === 0 ? [] : [countsText(built, builds)]),
    ...widthNote(built),
    ...noted(
      'stopped early, because their intervals were narrow enough at the look before',
      early.map((row) => `${cellId(row)} after ${row.samples} samples`),
    ),
    ...untilNote(open, until, (row) => made(row).size),
    ...noted(
      manifest.budget === undefined
        ? 'fewer rounds than other cells'
        : 'fewer rounds, as the budget had no time for more',
      fewer.map((row) => `${cellId(row)} ${roundsOf(row)} of ${most} rounds`),
    ),
    ...noted(
      'fewer samples than planned',
      short.map((row) => `${cellId(row)} has ${row.samples} of ${roundsOf(row)} samples`),
    ),
    ...[...Map.groupBy(hopeless, (row) => inVainText(planned(row), gaveSamples(row)))].flatMap(
      ([text, rows]) => noted(`given up after ${text}`, rows.map(cellId)),
    ),
  ];
}

const noted = (what: string, names: readonly string[]): string[] =>
  names.length === 0 ? [] : [`${what}: ${listText(names)}`];

function countsText(built: readonly SummaryRow[], builds: readonly KeptBuild[]): string {
  const counts = [...new Set(built.map((row) => row.samples))].toSorted((a, b) => a - b);
  const repeated = [...buildsOfSamples(builds)];
  const what = repeated.length === 0 ? 'builds' : 'samples';
  const text =
    counts.at(-1) === 1 ? `times are of single ${what}` : `times are medians of ${span(counts)} ${what}`;
  return [
    text,
    ...repeated.map(([scenario, count]) => `a sample of ${scenario} is the median of ${count} builds`),
  ].join('; ');
}

/** `7`, `2 or 3`, `2 to 9`. */
function span(counts: readonly number[]): string {
  const [first = 0] = counts;
  return counts.length > 2 ? `${first} to ${counts.at(-1)}` : counts.join(' or ');
}

/** For tables that have no room for the intervals as much as for those that have. */
function widthNote(built: readonly SummaryRow[]): string[] {
  const widths = built
    .flatMap((row) => {
      const width = halfWidthOf(row);
      return width === undefined ? [] : [{ row, width }];
    })
    .toSorted((a, b) => a.width - b.width);
  const [narrowest, widest] = [widths[0], widths.at(-1)];
  if (narrowest === undefined || widest === undefined) return [];
  const [least, most] = [percentText(narrowest.width), percentText(widest.width)];
  const range = least === most ? most : `${least} to ${most}, widest for ${cellId(widest.row)}`;
  return [
    `± half of the 95 % interval of a median: ${range}; summary.csv has all intervals; method: ${intervalMethod}`,
  ];
}

/** In which rounds the build of a cell ended in a state that counts. */
function roundsIn(
  builds: readonly KeptBuild[],
  counts: (state: KeptBuild['state']) => boolean,
): (cell: Cell) => ReadonlySet<number> {
  const those = Map.groupBy(
    builds.filter(({ phase, state }) => phase === 'measure' && counts(state)),
    cellId,
  );
  return (cell) => new Set(those.get(cellId(cell))?.map(({ round }) => round));
}

/** `6 rounds without a sample`, `9 rounds, the last 6 without a sample`. */
function inVainText(rounds: readonly number[], gaveSamples: ReadonlySet<number>): string {
  const inVain = rounds.length - 1 - rounds.findLastIndex((round) => gaveSamples.has(round));
  const count = `${rounds.length} round${rounds.length === 1 ? '' : 's'}`;
  return inVain === rounds.length
    ? `${count} without a sample`
    : `${count}, the last ${inVain} without a sample`;
}

/** Cells that were to be narrow enough and are not. */
function untilNote(
  rows: readonly SummaryRow[],
  until: unknown,
  roundsOf: (row: SummaryRow) => number,
): string[] {
  if (typeof until !== 'number') return [];
  const { wide = [], narrow = [] } = Object.groupBy(rows, (row) =>
    (halfWidthOf(row) ?? Infinity) > until ? 'wide' : 'narrow',
  );
  const rounds = [...new Set(wide.map(roundsOf))].toSorted((a, b) => a - b);
  const target = `within ± ${percentText(until)}`;
  return [
    ...noted(`not ${target} after ${span(rounds)} round${rounds.at(-1) === 1 ? '' : 's'}`, wide.map(cellId)),
    ...noted(
      `${target} at the end, not yet looked at again`,
      narrow.map((row) => `${cellId(row)} after ${row.samples} samples`),
    ),
  ];
}
