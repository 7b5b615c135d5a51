import { StagebenchError } from '../../src/domain/errors.ts';

/** What something ends with, a known error too. */
export async function orKnownError<T>(work: () => Promise<T>): Promise<T | StagebenchError> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof StagebenchError) return error;
    throw error;
  }
}

/** The known error that something ends with, if it does. */
export async function knownErrorOf(work: () => Promise<unknown>): Promise<StagebenchError | undefined> {
  const ended = await orKnownError(work);
  return ended instanceof StagebenchError ? ended : undefined;
}
