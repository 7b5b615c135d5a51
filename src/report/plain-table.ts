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
  const table = new Table({
    head: [...head],
    colAligns: head.map((_, index) => (right[index] ? 'right' : 'left')),
    style: { head: [], border: [], compact: true, 'padding-left': 0, 'padding-right': 2 },
    chars: Object.fromEntries([...corners, ...sides].map((name) => [name, ''])),
  });
  table.push(...rows.map((row) => [...row]));
  const [first = '', ...rest] = table
    .toString()
    .split('\n')
    .map((line) => line.trimEnd());
  const width = Math.max(...[first, ...rest].map((line) => line.length));
  return `${[first, '─'.repeat(width), ...rest].join('\n')}\n`;
}
