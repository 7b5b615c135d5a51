import { StagebenchError } from '../../../domain/errors.ts';

const lost = new Set([
  'ECONNREFUSED',
  'ENOENT',
  'ECONNRESET',
  'EPIPE',
  'EACCES',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  // Of a stream that was closed before its end.
  'ERR_STREAM_PREMATURE_CLOSE',
]);

/** Node's and OpenSSL's names of what keeps two sides from speaking TLS: https://nodejs.org/api/tls.html#x509-certificate-error-codes */
const untrusted =
  /^(EPROTO$|ERR_(TLS|SSL)_|CERT_|CRL_|UNABLE_TO_|DEPTH_ZERO_|SELF_SIGNED_|INVALID_CA|HOSTNAME_)/;

/** What there is to say of a connection that is of no use; undefined if that is not what is wrong. */
function brokenConnection(error: unknown): { readonly why: string; readonly cause: unknown } | undefined {
  if (error instanceof ConnectionError) return { why: error.message, cause: error };
  const {
    code = '',
    statusCode,
    message = '',
  } = error as Partial<NodeJS.ErrnoException> & { statusCode?: number };
  if (statusCode !== undefined) return undefined;
  if (untrusted.test(code)) {
    const said = /^(EPROTO|ERR_SSL_WRONG_VERSION_NUMBER)$/.test(code) ? 'it does not speak TLS' : message;
    const why = `TLS is asked for, and ${said}`;
    return { why, cause: new ConnectionError(why, { cause: error }) };
  }
  if (lost.has(code)) return { why: code, cause: error };
  return /socket hang up/.test(message) ? { why: code || message, cause: error } : undefined;
}

/** Gives an error of the engine API its place in the catalogue. */
export function toEngineError(error: unknown, what: string): StagebenchError {
  if (error instanceof StagebenchError) return error;
  const broken = brokenConnection(error);
  if (broken !== undefined)
    return new StagebenchError('ENGINE_LOST', `The engine does not answer (${what}: ${broken.why}).`, {
      cause: broken.cause,
    });
  const { message } = error as { message?: string };
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

/** A connection to an engine that is of no use; `message` says why, in words for people and without a full stop. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}
