import { StagebenchError } from '../../domain/errors.ts';

const lost = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'EACCES',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
]);

/** Gives an error of the engine API its place in the catalogue. */
export function toEngineError(error: unknown, what: string): StagebenchError {
  if (error instanceof StagebenchError) return error;
  const { code, statusCode, message } = error as { code?: string; statusCode?: number; message?: string };
  if (statusCode === undefined && (lost.has(code ?? '') || /socket hang up/.test(message ?? ''))) {
    return new StagebenchError(
      'ENGINE_LOST',
      `The engine does not answer (${what}: ${code ?? message ?? 'no connection'}).`,
      {
        cause: error,
      },
    );
  }
  return new StagebenchError('ENGINE_REQUEST', `The engine refused to ${what}: ${message ?? String(error)}`, {
    cause: error,
  });
}

/** Runs a request, and translates its rejection. */
export async function request<T>(what: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run();
  } catch (error) {
    throw toEngineError(error, what);
  }
}

/** Like `request`, but undefined for what is not there (404). */
export async function requestOptional<T>(what: string, run: () => Promise<T>): Promise<T | undefined> {
  try {
    return await run();
  } catch (error) {
    if ((error as { statusCode?: number }).statusCode === 404) return undefined;
    throw toEngineError(error, what);
  }
}
