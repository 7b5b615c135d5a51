import type { Inspection } from '../domain/inspection.ts';
import { formatBytes } from '../domain/units.ts';
import { brokenText } from './broken-text.ts';
import { plainTable } from './plain-table.ts';

/** One line of the table: what it says, how it is said of an image, and whether that is a name: no number, though it may look like one. */
type Line = readonly [label: string, text: (inspection: Inspection) => string, isName?: true];

const unknown = 'unknown';
const yesNo = (truth: boolean): string => (truth ? 'yes' : 'no');
const counted = (count: number, names: readonly string[]): string =>
  count === 0 ? '0' : `${count} (${names.join(' ')})`;

const lines: readonly Line[] = [
  ['id', ({ imageId }) => imageId.slice(7, 19), true],
  ['platform', ({ platform }) => platform],
  ['size', ({ sizeBytes }) => formatBytes(sizeBytes)],
  ['seen by a process', ({ rootfsBytes }) => formatBytes(rootfsBytes)],
  [
    'waste',
    ({ wasteBytes, wastedFiles }) =>
      wastedFiles === 0
        ? '0 B'
        : `${formatBytes(wasteBytes)} in ${wastedFiles} file${wastedFiles === 1 ? '' : 's'}`,
  ],
  ['base', ({ baseBytes }) => (baseBytes === undefined ? unknown : formatBytes(baseBytes))],
  [
    'own',
    ({ sizeBytes, baseBytes }) => (baseBytes === undefined ? unknown : formatBytes(sizeBytes - baseBytes)),
  ],
  ['layers', ({ layers, largestLayerBytes }) => `${layers}, the largest ${formatBytes(largestLayerBytes)}`],
  ['history steps', ({ historySteps }) => String(historySteps)],
  // Why it is unknown, a note says.
  ['OS packages', ({ surface }) => surface.osPackages?.toString() ?? unknown],
  ['language packages', ({ surface }) => String(surface.languagePackages)],
  ['executables', ({ surface }) => String(surface.executables)],
  ['ELF files', ({ surface }) => String(surface.elfFiles)],
  ['setuid files', ({ surface }) => String(surface.setuidFiles)],
  ['setgid files', ({ surface }) => String(surface.setgidFiles)],
  ['files with capabilities', ({ surface }) => String(surface.capabilityFiles)],
  ['world-writable', ({ surface }) => String(surface.worldWritableFiles)],
  ['shells', ({ surface, names }) => counted(surface.shells, names.shells)],
  ['package managers', ({ surface, names }) => counted(surface.packageManagers, names.packageManagers)],
  ['compilers', ({ surface, names }) => counted(surface.compilers, names.compilers)],
  ['network tools', ({ surface, names }) => counted(surface.networkTools, names.networkTools)],
  ['user', ({ user }) => (user === '' ? 'root (none is set)' : user), true],
  ['runs as root', ({ surface }) => yesNo(surface.runsAsRoot)],
  ['CA bundle', ({ surface }) => yesNo(surface.caBundle)],
  ['time zones', ({ surface }) => yesNo(surface.tzdata)],
  ['secret-like variables', ({ surface, names }) => counted(surface.secretLikeEnv, names.secretLikeEnv)],
];

/** What a scanner says, where it was asked; never a number for what was not scanned. */
const scanLine: Line = [
  'vulnerabilities',
  ({ scan }) => {
    if (scan === undefined) return '–';
    if (scan.state === 'not-scanned') return `not scanned: ${scan.reason}`;
    const { critical, high, criticalFixable, highFixable, scanner, databaseDate } = scan;
    const fixable = criticalFixable + highFixable;
    const database = `${scanner}, database of ${databaseDate.slice(0, 10)}`;
    const counts = `${critical} critical, ${high} high, ${fixable} of them fixable (${database})`;
    return scan.state === 'scanned' ? counts : `in language packages only: ${counts}`;
  },
];

const labelWidth = Math.max(...[...lines, scanLine].map(([label]) => label.length));
const gap = 2;

/** With fewer characters a column is hard to read: then the next images stand in a further table. */
const narrowest = 14;

/** What images are, for a terminal of so many columns: side by side, as many as it has room for. */
export function inspectionFacts(inspections: readonly Inspection[], columns: number): string {
  const room = columns - labelWidth;
  const most = Math.max(1, Math.floor(room / (gap + narrowest)));
  const tables = inspections.flatMap((_, index) =>
    index % most === 0 ? [factsTable(inspections.slice(index, index + most), room)] : [],
  );
  return tables.join('\n');
}

function factsTable(inspections: readonly Inspection[], room: number): string {
  const width = Math.floor(room / inspections.length) - gap;
  const shown = inspections.some(({ scan }) => scan !== undefined) ? [...lines, scanLine] : lines;
  const columns = inspections.map((one) => {
    const texts = shown.map(([, text]) => text(one));
    const numbers = texts.map((text, index) => (shown[index]?.[2] ? 0 : numberWidth(text)));
    const widest = Math.max(...numbers);
    return texts.map((text, index) => {
      const fill = ' '.repeat(numbers[index] === 0 ? 0 : widest - (numbers[index] ?? 0));
      return `${fill}${brokenText(text, width - fill.length).replaceAll('\n', `\n${fill}`)}`;
    });
  });
  return plainTable(
    ['', ...inspections.map(({ name }) => brokenText(name, width))],
    shown.map(([label], index) => [label, ...columns.map((texts) => texts[index] ?? '')]),
  );
}

/** How wide the number is that a text begins with; 0 if it begins with none. Numbers of a column end under each other. */
const numberWidth = (text: string): number => /^\d[\d.]*(?=$|[ ,])/.exec(text)?.[0].length ?? 0;
