import { StagebenchError } from '../../domain/errors.ts';

/** So many files are named in an error; there may be thousands of them. */
const mostNamed = 5;

/** Whether a file is there, and whoever runs this may not read it. */
export const isForbidden = (error: unknown): boolean =>
  ['EACCES', 'EPERM'].includes((error as NodeJS.ErrnoException).code ?? '');

export function cannotRead(context: string, names: readonly string[]): StagebenchError {
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return new StagebenchError(
    'CONTEXT_UNREADABLE',
    `${context} has files that cannot be read: ${names.slice(0, mostNamed).join(', ')}${more}.`,
  );
}
