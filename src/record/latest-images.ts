import { variantId } from '../domain/plan.ts';
import type { ImageRow } from './rows.ts';

/** A row that says that nothing was found out, or not all: a run that is resumed reads such an image again. */
export const isReplaceable = ({ state }: Pick<ImageRow, 'state'>): boolean =>
  state === 'unread' || state === 'failed';

/** One row for each variant: the last one, which takes the place of those that were not read, or failed. */
export const latestImages = (rows: readonly ImageRow[]): ImageRow[] => [
  ...new Map(rows.map((row) => [variantId(row), row])).values(),
];
