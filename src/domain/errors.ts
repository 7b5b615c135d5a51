import { errorCatalogue } from './error-catalogue.ts';

export type ErrorCode = keyof typeof errorCatalogue;

/** An error from the catalogue: `message` says what happened, `where` names the place in the run. */
export class StagebenchError extends Error {
  override readonly name = 'StagebenchError';
  readonly code: ErrorCode;
  readonly where: string | undefined;

  constructor(code: ErrorCode, message: string, options: { where?: string; cause?: unknown } = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.where = options.where;
  }

  get exitCode(): number {
    return errorCatalogue[this.code].exitCode;
  }

  get fix(): string {
    return errorCatalogue[this.code].fix;
  }
}
