import { cellId, variantId, type Cell, type Plan } from '../../domain/run/plan.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import type { History, Night } from '../../record/history/history.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import { plannedRounds } from '../model/planned-rounds.ts';
import { shortCells } from '../model/short-cells.ts';
import { stateText } from '../model/state-text.ts';

/** What a night lacks of what was planned. */
export interface FailedCells {
  /** Planned cells. */
  readonly cells: number;
  /** Cells without a sample that counts: `go/slim/cold (BUILD_FAILED)`. */
  readonly failed: readonly string[];
  /** Cells with fewer samples than rounds: `go/slim/cold 3 of 5 (BUILD_FAILED)`. */
  readonly short: readonly string[];
  /** Images that work and could not be read: `go/slim`. */
  readonly unread: readonly string[];
}

/** What a run lacks; undefined if it has everything. */
export function failedCells(
  {
    plan,
    builds,
    images,
  }: {
    readonly plan: Plan;
    readonly builds: readonly KeptBuild[];
    readonly images: readonly Pick<ImageRow, 'app' | 'strategy' | 'state'>[];
  },
  summary: readonly SummaryRow[],
): FailedCells | undefined {
  const planned = plannedRounds(plan);
  const codes = codesOf(builds);
  const why = (cell: SummaryRow, otherwise: string): string => `(${codes.get(cellId(cell)) ?? otherwise})`;
  const broken = new Set(images.filter(({ state }) => state === 'failed').map(variantId));
  const found = {
    cells: summary.length,
    failed: summary
      .filter(({ state }) => state !== 'built')
      .map((row) => {
        const state = broken.has(variantId(row)) ? 'the image does not work' : stateText(row.state);
        return `${cellId(row)} ${why(row, state)}`;
      }),
    short: shortCells(plan, summary).map(
      (row) => `${cellId(row)} ${row.samples} of ${planned(row).length} ${why(row, 'not built')}`,
    ),
    unread: images.filter(({ state }) => state === 'unread').map(variantId),
  };
  return found.failed.length + found.short.length + found.unread.length === 0 ? undefined : found;
}

/** By cell: the code of the last build of it that does not count. */
const codesOf = (builds: readonly KeptBuild[]): ReadonlyMap<string, string> =>
  new Map(
    builds.flatMap((row): [string, string][] =>
      row.phase === 'measure' && row.error_code !== undefined ? [[cellId(row as Cell), row.error_code]] : [],
    ),
  );

/** `4 of 4 cells failed`; what is worst. */
export function failedHeading({ cells, failed, short, unread }: FailedCells): string {
  const many = (count: number, what: string): string => `${count} of ${cells} cells ${what}`;
  if (failed.length > 0) return many(failed.length, 'failed');
  if (short.length > 0) return many(short.length, short.length === 1 ? 'lacks samples' : 'lack samples');
  return `${unread.length} image${unread.length === 1 ? '' : 's'} could not be read`;
}

const shown = 5;

const named = (names: readonly string[]): string =>
  names.length <= shown
    ? names.join(', ')
    : `${names.slice(0, shown).join(', ')} and ${names.length - shown} more`;

/** Which cells and why; Markdown. */
export function failedText({ cells, failed, short, unread }: FailedCells, runId: string): string {
  return [
    ...(failed.length === 0 ? [] : [`**Failed**, ${failed.length} of ${cells} cells: ${named(failed)}.`]),
    ...(short.length === 0
      ? []
      : [`**Fewer samples than planned**, ${short.length} of ${cells} cells: ${named(short)}.`]),
    ...(unread.length === 0 ? [] : [`**Images that could not be read**: ${named(unread)}.`]),
    `What they said: \`npm run -s stagebench -- report --run ${runId}\``,
  ].join('\n\n');
}

/** The first of the nights up to this one that each have a failed cell; this one if none before it has. */
export function failingSince({ nights, series }: History, night: Night): Night {
  const failed = new Set(
    [...series.values()]
      .filter(({ metric }) => metric === timeMetric)
      .flatMap(({ points }) => points.filter(({ state }) => state !== 'built'))
      .map((point) => point.night.runId),
  );
  const before = nights
    .slice(
      0,
      nights.findIndex(({ runId }) => runId === night.runId),
    )
    .toReversed();
  const good = before.findIndex(({ runId }) => !failed.has(runId));
  return before.slice(0, good === -1 ? before.length : good).at(-1) ?? night;
}
