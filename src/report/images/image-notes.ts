import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import { listText } from '../words/list-text.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';

/** Why images have no numbers: one sentence for all of one state and reason. */
export function imageNotes(images: readonly ImageRow[]): string[] {
  const bad = images.filter(({ state }) => state !== 'built');
  const alike = Map.groupBy(bad, (image) => `${meaningOf(image)}\n${image.reason ?? ''}`);
  return [...alike.values()].flatMap((those) => {
    const [first] = those;
    if (first === undefined || first.state === 'built') return [];
    const why = first.reason === undefined ? '' : `: ${reasonInOneLine(first.reason)}`;
    return [`${first.state} (${meaningOf(first)}): ${listText(those.map(variantId))}${why}`];
  });
}

function meaningOf({ state, healthy }: ImageRow): string {
  if (state === 'failed') return 'there is no image';
  if (state === 'unhealthy') return 'the image does not work';
  return `the image ${healthy === undefined ? 'was built' : 'works'}, and could not be read`;
}
