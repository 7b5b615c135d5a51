import { StagebenchError } from '../../domain/errors.ts';

/** So many files are named in an error; there may be thousands of them. */
const mostNamed = 5;

/** Whether whoever runs this may not read a file, or cannot: one whose name is no UTF-8 is not found by the name that it is listed with. */
export const isUnreadable = (error: unknown): boolean =>
  ['EACCES', 'EPERM', 'ENOENT'].includes((error as NodeJS.ErrnoException).code ?? '');

export function cannotRead(context: string, names: readonly string[]): StagebenchError {
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  const told = names
    .slice(0, mostNamed)
    .map((name) =>
      name.includes('\uFFFD') ? `${name} (the name is no UTF-8)` : name || 'the folder itself',
    );
  return new StagebenchError(
    'CONTEXT_UNREADABLE',
    `${context} has files that cannot be read: ${told.join(', ')}${more}.`,
  );
}
