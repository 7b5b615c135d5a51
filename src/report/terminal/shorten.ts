import cliTruncate from 'cli-truncate';

/** A text in at most so many columns, one at least. Of a path the end says what it is, of a command the beginning. */
export const shorten = (text: string, width: number, keep: 'start' | 'end'): string =>
  cliTruncate(text, Math.max(1, width), { position: keep === 'start' ? 'end' : 'start' });
