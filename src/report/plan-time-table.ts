import type { BuildsTime, PlanTime } from '../domain/forecast.ts';
import { formatMs } from '../domain/units.ts';
import { noteText } from './note-text.ts';
import { plainTable } from './plain-table.ts';
import { primeText } from './prime-text.ts';

/** Wide enough for a sentence in two lines, and for most terminals. */
const noteColumns = 100;

/** What the time of a plan consists of; what a prime is stands under it where there are any. */
export function planTimeTable({ measured, primes, control, onceMs }: PlanTime): string {
  const rows: [string, BuildsTime | undefined, number][] = [
    ['timed builds', measured, measured.ms],
    ['primes, untimed', primes, primes.ms],
    ['the control', control, control.ms],
    ['starts and reading of images, once', undefined, onceMs],
  ];
  const all = rows.reduce((sum, [, , ms]) => sum + ms, 0);
  const table = plainTable(
    ['what takes the time', 'builds', 'about', ''],
    rows
      .filter(([, kind]) => kind === undefined || kind.builds > 0)
      .map(([what, kind, ms]) => [
        what,
        kind === undefined ? '' : String(kind.builds),
        formatMs(ms),
        all === 0 ? '' : `${((100 * ms) / all).toFixed(0)} %`,
      ]),
    [false, true, true, true],
  );
  return primes.builds === 0 ? table : `${table}\n${noteText(primeText, noteColumns)}\n`;
}
