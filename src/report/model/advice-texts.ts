import { formatBytes, formatMs } from '../../domain/units.ts';
import { shareOf, type Advice } from '../../stats/advice/advice.ts';
import type { NumberedList } from '../format.ts';

/** What a project could gain, a line each, with number, file and line; undefined if nothing was found. */
export const adviceList = (advice: readonly Advice[]): NumberedList | undefined =>
  advice.length === 0
    ? undefined
    : { title: 'what would gain most, as measured', lines: advice.map((one) => textOf(one)) };

function textOf(advice: Advice): string {
  const { variant, gain, isBound, says, file, line } = advice;
  const shown = gain.unit === 'ms' ? formatMs : formatBytes;
  const place = file === undefined ? '' : `${line === undefined ? file : `${file}:${line}`}: `;
  const share = (100 * shareOf(advice)).toFixed(0);
  return `${isBound ? 'at most ' : ''}${shown(gain.value)} of ${shown(gain.of)} (${share} %), ${variant}: ${place}${says}`;
}
