import type { Inspection } from '../../domain/image/inspection.ts';
import { namesOf, type Column } from '../../domain/metrics/column.ts';
import { identityMetrics, layersMetrics, placeMetrics } from '../../domain/metrics/image/image.ts';
import { surfaceMetrics } from '../../domain/metrics/image/surface.ts';
import { formatBytes } from '../../domain/units.ts';
import type { ShownTable } from '../table.ts';
import { brokenText } from '../terminal/broken-text.ts';
import { plainTable } from '../terminal/plain-table.ts';
import { metricText } from '../words/metric-text.ts';

/** One line of the table: what it says, how it is said of an image, and whether that is a name, which may look like a number. */
type Line = readonly [label: string, text: (inspection: Inspection) => string, isName?: boolean];

interface Shown<Source> {
  readonly [name: string]: Column & {
    readonly of: (source: Source) => string | number | boolean | undefined;
  };
}

/** The metrics that have a label, a line each. Some say more than their value. */
function linesOf<Source>(metrics: Shown<Source>, sourceOf: (inspection: Inspection) => Source): Line[] {
  return namesOf(metrics).flatMap((name): Line[] => {
    const column = metrics[name];
    const label = column?.longLabel ?? column?.label;
    if (column === undefined || label === undefined) return [];
    const valueText = (inspection: Inspection): string => {
      const value = column.of(sourceOf(inspection));
      const text = metricText(column, value, 'unknown');
      return column.names?.few && value !== 0
        ? `${text} (${column.names.of(inspection.names).join(' ')})`
        : text;
    };
    return [[label, ownWords.get(column) ?? valueText, column.unit === 'name']];
  });
}

const ownWords = new Map<Column, Line[1]>([
  [identityMetrics.image_id, ({ imageId }) => imageId.slice(7, 19)],
  [
    placeMetrics.waste_bytes,
    ({ wasteBytes, wastedFiles }) =>
      wastedFiles === 0
        ? '0 B'
        : `${formatBytes(wasteBytes)} in ${wastedFiles} file${wastedFiles === 1 ? '' : 's'}`,
  ],
  [layersMetrics.user, ({ user }) => (user === '' ? 'root (none is set)' : user)],
]);

const contentsOf = (inspection: Inspection) => {
  const { baseBytes, sizeBytes } = inspection;
  return { ...inspection, ...(baseBytes !== undefined && { ownBytes: sizeBytes - baseBytes }) };
};

// Why OS packages are unknown, a note says.
const lines: readonly Line[] = [
  ...linesOf(identityMetrics, contentsOf),
  ...linesOf(placeMetrics, contentsOf),
  ...linesOf(layersMetrics, contentsOf),
  ...linesOf(surfaceMetrics, ({ surface }) => surface),
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

/** What images are, side by side: as many as a terminal has room for, the next ones in a further table. */
export function factsTable(inspections: readonly Inspection[]): ShownTable {
  const shown = inspections.some(({ scan }) => scan !== undefined) ? [...lines, scanLine] : lines;
  return {
    cells: {
      head: ['', ...inspections.map(({ name }) => name)],
      rows: shown.map(([label, text]) => [label, ...inspections.map(text)]),
    },
    drawn(columns) {
      const room = columns - labelWidth;
      const most = Math.max(1, Math.floor(room / (gap + narrowest)));
      const tables = inspections.flatMap((_, index) =>
        index % most === 0 ? [drawn(inspections.slice(index, index + most), room)] : [],
      );
      return tables.join('\n');
    },
  };
}

function drawn(inspections: readonly Inspection[], room: number): string {
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
