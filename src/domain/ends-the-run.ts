import { StagebenchError } from './errors.ts';

/** What nothing can be measured after. Whatever else goes wrong costs no more than what it goes wrong with. */
export const endsTheRun = (error: unknown): boolean =>
  error instanceof StagebenchError && (error.code === 'ENGINE_LOST' || error.code === 'INTERRUPTED');
