import type { ImageRow } from '../../record/rows.ts';

/** A strategy, with a dagger if its image stands on a substitute. */
export const strategyText = (strategy: string, image: Pick<ImageRow, 'base_source'> | undefined): string =>
  `${strategy}${image?.base_source === 'substitute' ? ' †' : ''}`;
