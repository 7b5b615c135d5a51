import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import { listText } from '../words/list-text.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';

/** Why images have no numbers: one sentence for all of one state and reason. */
export function imageNotes(images: readonly ImageRow[]): string[] {
  const bad = images.filter(({ state }) => state !== 'built');
  const alike = Map.groupBy(bad, ({ state, reason = '' }) => `${state}\n${reason}`);
  return [...alike.values()].flatMap((those) => {
    const [first] = those;
    if (first === undefined || first.state === 'built') return [];
    const why = first.reason === undefined ? '' : `: ${reasonInOneLine(first.reason)}`;
    return [`${first.state} (${meaning[first.state]}): ${listText(those.map(variantId))}${why}`];
  });
}

const meaning: Readonly<Record<Exclude<ImageRow['state'], 'built'>, string>> = {
  failed: 'there is no image',
  unhealthy: 'the image does not work',
  unread: 'the image works, and could not be read',
};
