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
  { basis, budgetMs, expectedMs, time, cells }: BudgetForecast,
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

/** Below the number of samples that a 95 % interval needs, there is none. */
const widthText = ({ halfWidth }: CellForecast): string =>
  halfWidth === undefined ? '–' : `${(halfWidth * 100).toFixed(1)} %`;

/** How a budget is told that was shared out after round 1, which may have used it up. */
export const sharedBudgetText = (forecast: BudgetForecast): string =>
  forecast.expectedMs > forecast.budgetMs
    ? `round 1 took about ${formatMs(forecast.expectedMs)}: of ${formatSpan(forecast.budgetMs)} nothing is left for a second one`
    : forecastTable(forecast);
