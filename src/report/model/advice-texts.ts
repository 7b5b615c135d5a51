import { formatBytes, formatMs } from '../../domain/units.ts';
import { shareOf, type Advice } from '../../stats/advice/advice.ts';

/** What a project could gain, a line each, with number, file and line; nothing if nothing was found. */
export const adviceTexts = (advice: readonly Advice[]): string[] =>
  advice.length === 0
    ? []
    : ['what would gain most, as measured:', ...advice.map((one, index) => `  ${index + 1}. ${textOf(one)}`)];

function textOf(advice: Advice): string {
  const { variant, gain, says, file, line } = advice;
  const shown = gain.unit === 'ms' ? formatMs : formatBytes;
  const place = file === undefined ? '' : `${line === undefined ? file : `${file}:${line}`}: `;
  const share = (100 * shareOf(advice)).toFixed(0);
  return `${shown(gain.value)} of ${shown(gain.of)} (${share} %), ${variant}: ${place}${says}`;
}
