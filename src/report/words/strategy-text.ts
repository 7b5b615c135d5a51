import type { ImageRow } from '../../record/rows.ts';

/** A strategy, with a dagger if its image stands on a substitute. */
export const strategyText = (strategy: string, image: Partial<ImageRow> | undefined): string =>
  `${strategy}${image?.base_source === 'substitute' ? ' †' : ''}`;
