import { formatBytes, formatMs } from '../../domain/units.ts';
import { shareOf, type Advice } from '../../stats/advice/advice.ts';
import type { NumberedList } from '../format.ts';

/** What a project could gain, a line each, with number, file and line; undefined if nothing was found. */
export const adviceList = (advice: readonly Advice[]): NumberedList | undefined =>
  advice.length === 0
    ? undefined
    : { title: 'what would gain most, as measured', lines: advice.map((one) => textOf(one)) };

function textOf(advice: Advice): string {
  const place = placeText(advice);
  return `${gainText(advice)}, ${advice.variant}: ${place === '' ? '' : `${place}: `}${advice.says}`;
}

/** How much, and of how much. */
export function gainText(advice: Advice): string {
  const { gain, isBound } = advice;
  const shown = gain.unit === 'ms' ? formatMs : formatBytes;
  const share = (100 * shareOf(advice)).toFixed(0);
  return `${isBound ? 'at most ' : ''}${shown(gain.value)} of ${shown(gain.of)} (${share} %)`;
}

/** File and line as compilers write them; empty where nobody has kept them. */
export const placeText = ({ file = '', line }: Advice): string =>
  line === undefined ? file : `${file}:${line}`;
