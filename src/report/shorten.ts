/** A text in at most so many characters, one at least. Of a path the end says what it is, of a command the beginning. */
export function shorten(text: string, width: number, keep: 'start' | 'end'): string {
  const most = Math.max(1, width);
  if (text.length <= most) return text;
  return keep === 'start' ? `${text.slice(0, most - 1)}…` : `…${text.slice(text.length - most + 1)}`;
}
