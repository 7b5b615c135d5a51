import type { BuildsTime, PlanTime } from '../../domain/run/forecast.ts';
import { formatMs } from '../../domain/units.ts';
import { asTerminal } from './as-terminal.ts';
import { noteText } from './note-text.ts';
import { primeText } from './prime-text.ts';

/** Wide enough for a sentence in two lines, and for most terminals. */
const mostNoteColumns = 100;

/**
 * What the time of a plan consists of, for a terminal of so many columns. If there are primes, a sentence below says what a
 * prime is.
 */
export function planTimeTable({ measured, primes, control, onceMs }: PlanTime, columns = Infinity): string {
  const rows: [string, BuildsTime | undefined, number][] = [
    ['timed builds', measured, measured.ms],
    ['primes, untimed', primes, primes.ms],
    ['control builds', control, control.ms],
    ['starting and reading images, once', undefined, onceMs],
  ];
  const all = rows.reduce((sum, [, , ms]) => sum + ms, 0);
  const table = {
    head: ['what takes the time', 'builds', 'about', ''],
    rows: rows
      .filter(([, kind]) => kind === undefined || kind.builds > 0)
      .map(([what, kind, ms]) => [
        what,
        kind === undefined ? '' : String(kind.builds),
        formatMs(ms),
        all === 0 ? '' : `${((100 * ms) / all).toFixed(0)} %`,
      ]),
    right: [false, true, true, true],
  };
  const text = asTerminal(table, columns);
  return primes.builds === 0 ? text : `${text}\n${noteText(primeText, Math.min(columns, mostNoteColumns))}\n`;
}
