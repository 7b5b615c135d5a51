import { readOctal } from './tar-header.ts';

/** A part of a sparse file that is no hole: where it begins in the file, and how many bytes it has. */
export interface SparsePart {
  readonly offset: number;
  readonly length: number;
}

/** A map of more parts is not read; a file of 4 KiB parts has 1 GB then. */
export const mostSparseParts = 131_072;

/** Pairs of numbers of a map as old GNU headers have it: four in the header, 21 in each block after it. */
export function oldSparseParts(block: Buffer, where: 'header' | 'block'): SparsePart[] {
  const [start, count] = where === 'header' ? [386, 4] : [0, 21];
  const parts: SparsePart[] = [];
  for (let at = start; at < start + count * 24 && block[at] !== 0; at += 24)
    parts.push({ offset: readOctal(block, at, 12), length: readOctal(block, at + 12, 12) });
  return parts;
}

/** The map as PAX has it, in a record or as the beginning of the content: numbers in pairs. Throws a plain Error. */
export function sparseParts(numbers: readonly string[]): SparsePart[] {
  const parts: SparsePart[] = [];
  for (let at = 0; at < numbers.length; at += 2)
    parts.push({ offset: decimal(numbers[at]), length: decimal(numbers[at + 1]) });
  return parts;
}

function decimal(text = ''): number {
  const value = /^\d{1,16}$/.test(text) ? Number(text) : Number.NaN;
  if (!Number.isSafeInteger(value)) throw new Error('a sparse file with a damaged map');
  return value;
}
