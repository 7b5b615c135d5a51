import type { SummaryRow } from '../../record/rows.ts';

/** How a cell is told of which no sample counts. */
export const stateText = (state: SummaryRow['state'] | undefined): string =>
  state === 'not-started' ? 'not started' : (state ?? '–');
