import Table from 'cli-table3';

/** A table for a terminal: columns held apart by space, one line under the head, nothing else drawn. */
export function plainTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly boolean[] = [],
): string {
  const corners = [
    'top',
    'top-mid',
    'top-left',
    'top-right',
    'bottom',
    'bottom-mid',
    'bottom-left',
    'bottom-right',
  ];
  const sides = ['left', 'left-mid', 'mid', 'mid-mid', 'right', 'right-mid', 'middle'];
  const headLines = Math.max(...head.map(countLines));
  const table = new Table({
    // A short head stands at the bottom, right over its column.
    head: head.map((text) => '\n'.repeat(headLines - countLines(text)) + text),
    colAligns: head.map((_, index) => (right[index] ? 'right' : 'left')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries([...corners, ...sides].map((name) => [name, ''])),
  });
  table.push(...rows.map((row) => [...row]));
  const lines = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const width = Math.max(...lines.map((line) => line.length));
  return `${lines.toSpliced(headLines, 0, '─'.repeat(width)).join('\n')}\n`;
}

const countLines = (text: string): number => text.split('\n').length;
