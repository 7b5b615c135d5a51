import { formatBytes, formatMs, withDigits } from '../../domain/units.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { listText } from '../words/list-text.ts';
import { fewestForOrder, medianText } from '../few-samples.ts';
import type { Candidate } from './candidates.ts';
import { weighedLine, type Choice, type Flip } from './choose.ts';
import type { Plane } from './plane.ts';

/** `258 MB`, `1.97 s`. */
export const sizeText = ({ sizeBytes }: Pick<Candidate, 'sizeBytes'>): string => formatBytes(sizeBytes);
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
export function whyText(choice: Choice): string {
  const { all, isBySizeAlone } = choice;
  if (all.length === 1) return 'It is the only one: there is nothing to hold it against.';
  if (isBySizeAlone)
    return `${smallestText(choice)} There are too few samples to order the times: an order takes ${fewestForOrder} rounds.`;
  return [...againstBaseline(choice), beatenText(choice), ...likeText(choice), ...unorderedText(choice)].join(
    ' ',
  );
}

/** Where two images have the same bytes, none of them is the smallest. */
function smallestText({ choice, all }: Choice): string {
  const alike = all.filter((one) => one !== choice && one.sizeBytes === choice.sizeBytes);
  return alike.length === 0
    ? 'It is the smallest image.'
    : `None is smaller, and ${haveText(alike)} as small.`;
}

function againstBaseline({ choice, baseline, orderOf }: Choice): string[] {
  if (baseline === undefined || baseline === choice) return [];
  const size = `It is ${sizeAgainst(choice, baseline)}`;
  const time = timeText(baseline);
  const order = orderOf(choice, baseline);
  if (order === undefined) return [`${size}. No test could order the times of the two (${time}).`];
  if (order.kind === 'same') return [`${size}, and no difference in time was shown (${time}).`];
  return [`${size} and ${order.kind}: it takes ${formatRatio(order.ratio)} times as long (${time}).`];
}

/** `5.00 times smaller than single-stage (100 MB)`. */
function sizeAgainst({ sizeBytes: one }: Candidate, other: Candidate): string {
  const than = `${other.strategy} (${sizeText(other)})`;
  if (one === other.sizeBytes) return `as small as ${than}`;
  const isSmaller = one < other.sizeBytes;
  const ratio = formatRatio(Math.max(one, other.sizeBytes) / Math.min(one, other.sizeBytes));
  if (ratio === formatRatio(1))
    return `${formatBytes(Math.abs(one - other.sizeBytes))} ${isSmaller ? 'smaller' : 'larger'} than ${than}`;
  return isSmaller ? `${ratio} times smaller than ${than}` : `${ratio} times as large as ${than}`;
}

/** How many others are beaten, and by what. */
function beatenText({ beaten, all }: Plane): string {
  if (beaten.length === 0) return 'No variant beats another one.';
  const ways = new Set(beaten.map(({ how }) => how));
  const by = [
    ...(ways.has('smaller') ? ['smaller and not shown to be slower'] : []),
    ...(ways.has('faster') ? ['as small and faster'] : []),
  ].join(', or ');
  return `${beaten.length} of ${all.length} ${beaten.length === 1 ? 'is' : 'are'} beaten: another one is ${by}.`;
}

/** Others that nothing sets apart; of the baseline this was said before. */
function likeText({ choice, baseline, front, orderOf }: Choice): string[] {
  const alike = front.filter(
    (one) =>
      one !== choice &&
      one !== baseline &&
      one.sizeBytes === choice.sizeBytes &&
      orderOf(one, choice)?.kind === 'same',
  );
  return alike.length === 0 ? [] : [`${haveText(alike)} as small, and no difference in time was shown.`];
}

const unorderedText = ({ unordered }: Plane): string[] =>
  unordered.length === 0
    ? []
    : [`${namesText(unordered)} had too few samples to be held against the others.`];

const namesText = (all: readonly Candidate[]): string => listText(all.map(({ strategy }) => strategy));

/** `slim is`, `slim, alpine are`. */
const haveText = (all: readonly Candidate[]): string =>
  `${namesText(all)} ${all.length === 1 ? 'is' : 'are'}`;

/** What would turn the choice over. */
export function unlessText(choice: Choice): string {
  const { flips, all, isBySizeAlone } = choice;
  const told = flips.map((flip) => flipText(flip, choice.choice));
  if (told.length > 0) return told.join(' ');
  return isBySizeAlone && all.length > 1
    ? 'Times may speak for another one, once there are enough samples.'
    : 'Nothing that was measured here speaks for another one.';
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
    case 'time':
      return `If time counts more than size, take ${take.strategy}: it builds in ${formatMs(take.ms)} and has ${sizeText(take)}.`;
    case 'size':
      return `If size counts more than time, take ${take.strategy}: it has ${sizeText(take)} and builds in ${formatMs(take.ms)}.`;
    case 'shell':
      return (
        `If somebody has to get into the running container, take ${take.strategy}, the smallest with a shell: ` +
        `${moreText(take.sizeBytes - choice.sizeBytes)}.`
      );
  }
}

/** `40.0 MB more`, `40.0 MB less`. */
const moreText = (bytes: number): string =>
  bytes === 0 ? 'it is as small' : `${formatBytes(Math.abs(bytes))} ${bytes > 0 ? 'more' : 'less'}`;

/** `7 times`, `0.4 times`, `once`. */
const countText = (count: number): string =>
  count >= 0.95 && count < 1.05 ? 'once' : `${count < 10 ? withDigits(count, 2) : Math.round(count)} times`;
