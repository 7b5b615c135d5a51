import type { BudgetForecast, CellForecast } from '../../domain/run/forecast.ts';
import { formatMs, formatSpan } from '../../domain/units.ts';
import { asTerminal } from './as-terminal.ts';
import { hangingText } from './note-text.ts';
import { planTimeTable } from './plan-time-table.ts';

/**
 * How a budget was shared out, for a terminal of so many columns: one line a cell, with the interval that its rounds are
 * expected to give; then what else takes time.
 */
export function forecastTable(
  { basis, budgetMs, expectedMs, time, cells, verdicts }: BudgetForecast,
  columns = Infinity,
): string {
  const rounds = Math.max(0, ...cells.map((cell) => cell.rounds));
  return [
    hangingText(
      '',
      `${formatSpan(budgetMs)} shared out by the times of ${basis === 'round 1' ? 'round 1' : `run ${basis}`}: ` +
        `${rounds} round${rounds === 1 ? '' : 's'}, about ${formatMs(expectedMs)} in all`,
      columns,
      2,
    ),
    ...verdictLines(verdicts, budgetMs, columns),
    asTerminal(
      {
        head: ['cell', 'rounds', 'each', 'together', 'expected ±'],
        rows: cells.map((cell) => [
          cell.cell,
          String(cell.rounds),
          formatMs(cell.visitMs),
          formatMs(cell.visitMs * cell.rounds),
          widthText(cell),
        ]),
        right: [false, true, true, true, true],
      },
      columns,
    ),
    ...(time === undefined ? [] : [planTimeTable(time, columns)]),
  ].join('\n');
}

/** Whether it is enough for verdicts, and what would be. */
function verdictLines(verdicts: BudgetForecast['verdicts'], budgetMs: number, columns: number): string[] {
  if (verdicts === undefined) return [];
  const { comparisons, reached, rounds, allMs } = verdicts;
  const all = `${comparisons} comparison${comparisons === 1 ? '' : 's'}`;
  const text =
    reached === comparisons
      ? `enough for a verdict on ${comparisons === 1 ? 'the one comparison' : `each of ${all}`}: that takes ${rounds} rounds`
      : `${reached === 0 ? `too little for a verdict on any of ${all}` : `enough for a verdict on ${reached} of ${all}`}: ` +
        `that takes ${rounds} rounds of both cells` +
        // What follows costs more than the budget, else it would have been planned.
        (allMs === undefined
          ? ''
          : `; for all of them give --budget ${wholeMinutes(Math.max(allMs, budgetMs))}`);
  return [hangingText('', text, columns, 2), ''];
}

/** In whole minutes, and a few more than expected: a budget is kept to. */
const wholeMinutes = (ms: number): string => formatSpan(Math.ceil((1.05 * ms) / 60_000) * 60_000);

/** Below the number of samples that a 95 % interval needs, there is none. */
const widthText = ({ halfWidth }: CellForecast): string =>
  halfWidth === undefined ? '–' : `${(halfWidth * 100).toFixed(1)} %`;

/** How a budget is told that was shared out after round 1, which may have used it up. */
export const sharedBudgetText = (forecast: BudgetForecast): string =>
  forecast.expectedMs > forecast.budgetMs
    ? [
        `round 1 took about ${formatMs(forecast.expectedMs)}: of ${formatSpan(forecast.budgetMs)} nothing is left for a second one`,
        ...verdictLines(forecast.verdicts, forecast.budgetMs, Infinity).filter(Boolean),
      ].join('\n')
    : forecastTable(forecast);
