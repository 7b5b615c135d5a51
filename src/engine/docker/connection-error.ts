/** A connection to an engine that is of no use; `message` says why, in words for people and without a full stop. */
export class ConnectionError extends Error {
  override readonly name = 'ConnectionError';
}
