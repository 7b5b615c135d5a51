import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../rows.ts';

/** A row that says that nothing was found out, or not all: a run that is resumed reads such an image again. */
export const isReplaceable = ({ state }: Pick<ImageRow, 'state'>): boolean =>
  state === 'unread' || state === 'failed';

/**
 * One row for each variant: the last one, which takes the place of those that were not read, or failed. What was found
 * stays, whatever a session that could not write any more has said of it on its way out.
 */
export function latestImages(rows: readonly ImageRow[]): ImageRow[] {
  const latest = new Map<string, ImageRow>();
  for (const row of rows) {
    const before = latest.get(variantId(row));
    if (before === undefined || isReplaceable(before) || !isReplaceable(row)) latest.set(variantId(row), row);
  }
  return [...latest.values()];
}
