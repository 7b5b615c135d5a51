import stringWidth from 'string-width';
import { wrappedText } from './broken-text.ts';

const indent = '  ';

/**
 * A footnote under a table, in lines of at most so many columns, broken between words; in one line where nobody watches.
 * Later lines are set in, so that each note is seen to begin.
 */
export const noteText = (note: string, columns = Infinity): string =>
  hangingText(indent, note, columns, 2 * indent.length);

/**
 * A label and its text in lines of at most so many columns, broken between words; all but the first are set in, under the
 * text unless told otherwise. A longer word is left whole: a path or an address can then be copied.
 */
export function hangingText(
  label: string,
  text: string,
  columns: number,
  setIn = stringWidth(label),
): string {
  if (stringWidth(label + text) <= columns) return label + text;
  const room = columns - Math.max(setIn, stringWidth(label));
  return `${label}${wrappedText(text, room).replaceAll('\n', `\n${' '.repeat(setIn)}`)}`;
}
