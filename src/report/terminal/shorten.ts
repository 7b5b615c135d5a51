import cliTruncate from 'cli-truncate';

/** A text in at most so many columns, one at least. Of a path the end says what it is, of a command the beginning. */
export function shorten(text: string, width: number, keep: 'start' | 'end'): string {
  const columns = Math.max(1, width);
  // Characters that take a column each are most of what there is, and to tell graphemes apart takes 20 ms the first time.
  if (/^[\x20-\x7e]*$/.test(text)) {
    if (text.length <= columns) return text;
    return keep === 'start' ? `${text.slice(0, columns - 1)}…` : `…${text.slice(text.length - columns + 1)}`;
  }
  return cliTruncate(text, columns, { position: keep === 'start' ? 'end' : 'start' });
}
