import type { ImageRow, SummaryRow } from '../../record/rows.ts';

/** How a cell is told of which no sample counts. */
export const stateText = (state: SummaryRow['state'] | ImageRow['state'] | undefined): string =>
  state === 'not-started' ? 'not started' : (state ?? '–');

/** The cells of an image that has no numbers: the first one says why. */
export const cellsOfState = (state: ImageRow['state'] | 'not-started', count: number): string[] =>
  Array.from({ length: count }, (_, index) => (index === 0 ? stateText(state) : '–'));
