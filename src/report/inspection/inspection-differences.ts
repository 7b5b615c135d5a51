import type { Inspection } from '../../domain/image/inspection.ts';
import { formatBytes } from '../../domain/units.ts';
import type { ShownTable } from '../table.ts';
import { brokenText } from '../terminal/broken-text.ts';
import { shorten } from '../terminal/shorten.ts';

/** Something that only one of two images has. */
interface Only {
  readonly name: string;
  /** Of paths that are named for their size. */
  readonly bytes?: number;
}

/** What one of two images has and the other has not. */
export interface OnlyIn {
  readonly what: string;
  /** To be followed by the name of the one that has it. */
  readonly title: string;
  readonly a: readonly Only[];
  readonly b: readonly Only[];
}

/**
 * Packages, executables and biggest paths that only one of two images has. Nothing is said of OS packages if those of
 * either are unknown. A path that is big in one image may be there, and small, in the other one.
 */
export function onlyIn(a: Inspection, b: Inspection): OnlyIn[] {
  const compare = (
    what: string,
    of: (inspection: Inspection) => readonly Only[],
    title = `${what} only in`,
  ): OnlyIn => ({ what, title, a: without(of(a), of(b)), b: without(of(b), of(a)) });
  const named = (names: readonly string[]): Only[] => names.map((name) => ({ name }));
  const known = [a, b].every(({ surface }) => surface.osPackages !== undefined);
  return [
    ...(known ? [compare('OS packages', ({ names }) => named(names.osPackages))] : []),
    compare('language packages', ({ names }) => named(names.languagePackages)),
    compare('executables', ({ names }) => named(names.executablePaths)),
    compare('biggest paths', biggestPaths, 'only among the biggest paths of'),
  ];
}

const biggestPaths = ({ largestFolders, largestFiles }: Inspection): Only[] =>
  [...largestFolders, ...largestFiles]
    .toSorted((one, other) => other.bytes - one.bytes)
    .map(({ path, bytes }) => ({ name: path, bytes }));

function without(these: readonly Only[], those: readonly Only[]): Only[] {
  const others = new Set(those.map(({ name }) => name));
  return these.filter(({ name }) => !others.has(name));
}

/** So many names of each kind are shown; JSON has them all. */
const shown = 20;

/** The differences, a table for each: of what is equal nothing is said, unless all is. */
export function differenceTables(a: Inspection, b: Inspection): ShownTable[] {
  const differences = onlyIn(a, b);
  const found = differences
    .flatMap(({ title, a: inA, b: inB }) => [
      { title: `${title} ${a.name}`, names: inA },
      { title: `${title} ${b.name}`, names: inB },
    ])
    .filter(({ names }) => names.length > 0);
  const same = `the same ${differences.map(({ what }) => what).join(', ')}`;
  return found.length === 0
    ? [{ remarks: [same], drawn: (columns) => `${brokenText(same, columns)}\n` }]
    : found.map(listTable);
}

const listTable = ({ title, names }: { title: string; names: readonly Only[] }): ShownTable => ({
  title,
  cells: {
    head: ['name', 'size'],
    rows: names.map(({ name, bytes }) => [name, bytes === undefined ? '' : formatBytes(bytes)]),
    right: [false, true],
  },
  drawn: (columns) => `${brokenText(`${title}: ${names.length}`, columns)}\n${list(names, columns)}`,
});

function list(names: readonly Only[], columns: number): string {
  const lines = names.slice(0, shown).map(({ name, bytes }) => {
    const size = bytes === undefined ? '' : ` (${formatBytes(bytes)})`;
    return `${shorten(name, columns - 2 - size.length, name.startsWith('/') ? 'end' : 'start')}${size}`;
  });
  const more = names.length - shown;
  return [...lines, ...(more > 0 ? [`… and ${more} more (--json has all)`] : [])]
    .map((line) => `  ${line}\n`)
    .join('');
}
