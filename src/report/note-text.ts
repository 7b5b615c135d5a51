const indent = '  ';

/**
 * A footnote under a table, in lines of at most so many columns, broken between words; in one line where nobody watches.
 * Later lines are set in, so that each note is seen to begin.
 */
export function noteText(note: string, columns = Infinity): string {
  const lines: string[] = [];
  let line = indent;
  for (const word of note.split(' ')) {
    const isFirst = line.trim() === '';
    if (!isFirst && line.length + 1 + word.length > columns) {
      lines.push(line);
      line = `${indent}${indent}${word}`;
    } else line += isFirst ? word : ` ${word}`;
  }
  return [...lines, line].join('\n');
}
