import { fewestForOrder } from '../few-samples.ts';
import { listText } from '../words/list-text.ts';
import type { Candidate } from './candidates.ts';
import { sizeText, timeText } from './choice-text.ts';
import type { Plane } from './plane.ts';

/** What the plane of an app shows, in words. Where no order of times is known, of size alone. */
export function planeText({ app, scenario, all, front, beaten, unordered }: Plane): string {
  const what = `${app}: size of the image, and time of ${scenario} builds.`;
  const [smallest, largest] = [all[0], all.at(-1)];
  if (smallest === undefined || largest === undefined || smallest === largest)
    return [what, ...all.map((one) => `Only ${one.strategy} (${sizeText(one)}, ${timeText(one)}).`)].join(
      ' ',
    );
  if (front.length === 0) {
    const sizes =
      smallest.sizeBytes === largest.sizeBytes
        ? `All images have ${sizeText(smallest)}.`
        : `The smallest image is ${smallest.strategy} (${sizeText(smallest)}), the largest ${largest.strategy} (${sizeText(largest)}).`;
    return `${what} ${sizes} There are too few samples to order the times: an order takes ${fewestForOrder} rounds.`;
  }
  const left = (how: 'smaller' | 'faster'): Candidate[] =>
    beaten.filter((one) => one.how === how).map(({ one }) => one);
  return [
    `${what} No other variant beats ${listText(front.map((one) => `${one.strategy} (${sizeText(one)}, ${timeText(one)})`))}.`,
    ...sentence('Another one is smaller and not shown to be slower than', left('smaller')),
    ...sentence('Another one is as small and faster than', left('faster')),
    ...sentence('Too few samples for an order:', unordered),
  ].join(' ');
}

const sentence = (words: string, all: readonly Candidate[]): string[] =>
  all.length === 0 ? [] : [`${words} ${listText(all.map(({ strategy }) => strategy))}.`];
