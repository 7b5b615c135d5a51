import { createReadStream } from 'node:fs';
import { StagebenchError } from '../../domain/errors.ts';

/** What is written at once: so many characters. */
const piece = 1 << 20;

/**
 * The rows of a file of one shard as they stand there, in pieces; the head is left out and checked. In the files that number builds
 * (`column` 1 is `sequence`), `by` is added to each number, so that no two builds of a merged run have one. Throws
 * RESULTS_UNREADABLE if a row does not begin as rows do.
 */
export async function* renumberedRows(
  file: string,
  head: string,
  by: number | undefined,
): AsyncGenerator<string> {
  // A field may hold the end of a line: a row ends where every quote is closed.
  let row = '';
  let isHead = true;
  let text = '';
  for await (const line of linesOf(file)) {
    row = row === '' ? line : `${row}\n${line}`;
    if (isOpen(row)) continue;
    if (isHead) checkHead(file, row, head);
    else if (row !== '') text += `${by === undefined ? row : renumbered(file, row, by)}\n`;
    isHead = false;
    row = '';
    if (text.length < piece) continue;
    yield text;
    text = '';
  }
  if (isHead) checkHead(file, row, head);
  if (text !== '') yield text;
}

/** As they end with a line feed: readline would also end them at a carriage return, which may stand in a field. */
async function* linesOf(file: string): AsyncGenerator<string> {
  let rest = '';
  for await (const text of createReadStream(file, 'utf8')) {
    const lines = (rest + String(text)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
  }
  if (rest !== '') yield rest;
}

function isOpen(row: string): boolean {
  let quotes = 0;
  for (let at = row.indexOf('"'); at >= 0; at = row.indexOf('"', at + 1)) quotes += 1;
  return quotes % 2 === 1;
}

function checkHead(file: string, found: string, head: string): void {
  if (found === head.trimEnd()) return;
  throw new StagebenchError(
    'RESULTS_UNREADABLE',
    `${file}, line 1: it has other columns, or was saved by another program. Merge the files that the run has written.`,
  );
}

/** The first two columns are the run and the number of the build, and are never quoted. */
function renumbered(file: string, row: string, by: number): string {
  const [start, run = '', sequence = ''] = /^([^,"]+),(\d+),/.exec(row) ?? [];
  if (start === undefined)
    throw new StagebenchError(
      'RESULTS_UNREADABLE',
      `${file}: a row begins with "${row.slice(0, 40)}", and not with its run and number.`,
    );
  return `${run},${Number(sequence) + by},${row.slice(start.length)}`;
}
