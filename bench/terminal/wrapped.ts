import { hangingText } from '../../src/report/terminal/note-text.ts';

/** So many columns more than its first line has the later lines of a broken line. */
const setIn = 2;

/**
 * A text in lines of at most so many columns, broken between words. Lines that it has stay lines of their own; what one has no
 * room for goes on below it, two columns further in. A longer word is left whole.
 */
export const wrapped = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => {
      const [indent] = /^ */.exec(line) ?? [''];
      return hangingText(indent, line.slice(indent.length), columns, indent.length + setIn);
    })
    .join('\n');

/** What a stream says of itself, if it is a terminal. */
type Watched = NodeJS.WritableStream & Partial<Pick<NodeJS.WriteStream, 'isTTY' | 'columns'>>;

/** Writes a text of words: to a terminal broken at its width, to a pipe or a file as it is. An end of line is added. */
export function writeWords(stream: Watched, text: string): void {
  // A terminal may not know its size: script(1), some CI services.
  const columns = stream.isTTY ? stream.columns || 80 : Infinity;
  stream.write(`${wrapped(text, columns)}\n`);
}
