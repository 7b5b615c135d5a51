import { formatBytes, formatMs, withDigits } from '../../domain/units.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { medianText } from '../few-samples.ts';
import { isAsFast, type Candidate } from './candidates.ts';
import { weighedLine, type Choice, type Flip } from './choose.ts';

/** `258 MB`, `1.97 s`. */
export const sizeText = ({ sizeBytes }: Candidate): string => formatBytes(sizeBytes);
export const timeText = ({ ms, samples }: Candidate): string => medianText(ms, samples);

/** What a scenario is called in a sentence. */
const scenarioNames: Readonly<Record<string, string>> = {
  'edit-source': 'a rebuild after an edit of the sources',
  'edit-deps': 'a rebuild after an edit of the dependencies',
  cold: 'a cold build',
  warm: 'a build from the cache',
};
const nameOf = (scenario: string): string => scenarioNames[scenario] ?? `a build of ${scenario}`;

/** Three sentences: what to take, with its numbers; why; and what would turn that over. */
export function choiceSentences(choice: Choice): [take: string, why: string, unless: string] {
  return [takeText(choice), whyText(choice), unlessText(choice)];
}

const takeText = ({ app, choice, scenario }: Choice): string =>
  `For ${app}, take ${choice.strategy}: ${sizeText(choice)}, and ${nameOf(scenario)} takes ${timeText(choice)}.`;

/** Against the baseline, and how many others were left behind. */
export function whyText({ choice, baseline, all, front, isBySizeAlone }: Choice): string {
  if (isBySizeAlone)
    return 'It is the smallest image. There are too few samples to order the times: from 6 rounds on they count, too.';
  const beaten = all.length - front.length;
  const left =
    beaten === 0
      ? 'No other one is both smaller and as fast.'
      : `${beaten} of ${all.length} are beaten: another one is smaller and not slower.`;
  if (baseline === undefined || baseline === choice) return left;
  const smaller = `${formatRatio(baseline.sizeBytes / choice.sizeBytes)} times smaller than ${baseline.strategy}`;
  const speed = isAsFast(choice, baseline)
    ? 'about as fast'
    : `takes ${formatRatio(choice.ms / baseline.ms)} times as long`;
  return `It is ${smaller} (${sizeText(baseline)}) and ${speed} (${timeText(baseline)}). ${left}`;
}

export function unlessText({ flips, choice }: Choice): string {
  const [first, second] = flips.map((flip) => flipText(flip, choice));
  if (first === undefined) return 'Nothing that was measured here speaks for another one.';
  return second === undefined ? first : `${first} ${second}`;
}

function flipText(flip: Flip, choice: Candidate): string {
  const { take } = flip;
  const line = `${weighedLine / 1e6} Mbit/s`;
  switch (flip.kind) {
    case 'rebuilds':
      return (
        `If you rebuild more than ${countText(flip.perPull)} for each pull over ${line}, take ${take.strategy}: ` +
        `it builds in ${formatMs(take.ms)} and has ${sizeText(take)}.`
      );
    case 'pulls':
      return (
        `If you pull more than ${countText(flip.perRebuild)} over ${line} for each rebuild, take ${take.strategy}: ` +
        `it has ${sizeText(take)} and builds in ${formatMs(take.ms)}.`
      );
    case 'shell':
      return (
        `If somebody has to get into the running container, take ${take.strategy}, the smallest with a shell: ` +
        `${formatBytes(Math.abs(take.sizeBytes - choice.sizeBytes))} more.`
      );
  }
}

/** `7 times`, `0.4 times`, `once`. */
const countText = (count: number): string =>
  count >= 0.95 && count < 1.05 ? 'once' : `${count < 10 ? withDigits(count, 2) : Math.round(count)} times`;
