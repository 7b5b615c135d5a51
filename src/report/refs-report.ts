import { engineName } from './provenance/measured-where.ts';
import { comparedMetrics } from '../domain/metrics/compared.ts';
import { variantId, type Cell } from '../domain/run/plan.ts';
import { formatBytes } from '../domain/units.ts';
import type { RecordedRun } from '../record/read/read-run.ts';
import type { RunComparisonRow, RunsComparison } from '../stats/compare/compare-runs.ts';
import type { Report } from './format.ts';
import { format as markdown } from './formats/md.ts';
import { compareNotes } from './model/compare-notes.ts';
import type { Cells } from './table.ts';
import { comparisonTable } from './tables/comparison.ts';
import { countChangeText, sizeChangeText } from './words/exact-text.ts';

/** A commit, as it was named and as git tells of it. */
interface NamedCommit {
  readonly word: string;
  readonly commit: string;
  readonly described: string;
}

interface Refs {
  readonly base: NamedCommit;
  readonly head: NamedCommit;
  /** What the reader must know; one sentence each. */
  readonly notes: readonly string[];
}

/** What a project was in one commit, and what became of it in another. */
export interface ComparedRefs {
  readonly refs: Refs;
  readonly run: Pick<RecordedRun, 'manifest' | 'folder'>;
  readonly compared: RunsComparison;
  /** What a cell is called without the commit that it is of. */
  readonly nameOf: (cell: Cell) => string;
  /** The command that prints the rows. */
  readonly again: string;
}

/** How much of it there is room for. */
interface Room {
  readonly rows: readonly RunComparisonRow[];
  readonly mostNotes?: number;
}

/** Two commits held against each other: the times by their verdicts, and what is exact with its values. */
export function refsReport(
  { refs, run: { manifest, folder }, compared, nameOf, again }: ComparedRefs,
  { rows, mostNotes = Infinity }: Room = { rows: compared.rows },
): Report {
  const { base, head } = refs;
  const left = compared.rows.length - rows.length;
  const notes = [
    ...refs.notes,
    ...compareNotes({
      compared: { ...compared, onlyA: [], onlyB: [] },
      ...{ differences: [], small: [], changed: [], fake: manifest.engine.kind === 'fake' },
    }),
  ];
  const exact = exactTable(rows, manifest, nameOf);
  return {
    data: {
      ...{ base: commitOf(base), head: commitOf(head), runId: manifest.runId, folder, notes: refs.notes },
      rows: compared.rows,
    },
    lead: [
      ['A  ', `${base.word}, ${base.described}`],
      ['B  ', `${head.word}, ${head.described}`],
      ['', ''],
    ],
    tables: [
      {
        caption: captionOf(refs, manifest),
        finding: findingOf(compared.rows, nameOf),
        cells: comparisonTable({ ...compared, rows }, [], {
          label: ({ cell }) => nameOf(cell),
          isTimesOnly: true,
        }),
      },
      ...(exact.rows.length === 0 ? [] : [{ title: 'what is exact, and differs', cells: exact }]),
    ],
    notes: [
      ...(left === 0 ? [] : [`${left} more rows are left out here`]),
      ...notes.slice(0, mostNotes),
      ...(notes.length > mostNotes ? [`${notes.length - mostNotes} more notes are left out here`] : []),
    ],
    end: [findingOf(compared.rows, nameOf), '', `rows: ${folder}`, `again: ${again}`],
  };
}

/** Where no file of the project differs. */
export const sameTreeReport = ({ base, head, notes }: Refs): Report => ({
  data: { base: commitOf(base), head: commitOf(head), notes, rows: [] },
  tables: [],
  notes: [`No file of the project differs between ${base.word} and ${head.word}: nothing was measured.`],
});

/** What a comment of a pull request may have: https://github.com/orgs/community/discussions/41331 */
const mostCharacters = 65_536;

/** The same in Markdown, with what a comment has room for: what differs comes first. */
export function asComment(parts: ComparedRefs): Report {
  const { rows } = parts.compared;
  const telling = rows.filter(isTelling);
  const rooms: Room[] = [
    { rows },
    { rows: telling },
    { rows: telling.slice(0, 100), mostNotes: 40 },
    { rows: telling.slice(0, 20), mostNotes: 10 },
  ];
  const reports = rooms.map((room) => refsReport(parts, room));
  const fits = (report: Report): boolean => markdown.print(report).length < mostCharacters;
  return reports.find(fits) ?? refsReport(parts, { rows: [], mostNotes: 0 });
}

const commitOf = ({ word, commit }: NamedCommit) => ({ ref: word, commit });

const isTelling = (row: RunComparisonRow): boolean =>
  isDifference(row) || comparedMetrics.some(({ name }) => differs(row[name])) || row.empty !== undefined;

const isDifference = ({ time: { verdict } }: RunComparisonRow): boolean =>
  verdict.kind === 'slower' || verdict.kind === 'faster';

const differs = ({ kind }: RunComparisonRow[(typeof comparedMetrics)[number]['name']]): boolean =>
  kind === 'smaller' || kind === 'larger' || kind === 'not-reproducible';

function captionOf({ base, head }: Refs, { plan, machine, engine }: RecordedRun['manifest']): string {
  const rounds = plan.rounds === 1 ? 'one round' : `${plan.rounds} rounds`;
  return (
    `A is ${base.word} (${base.described}), B is ${head.word} (${head.described}). Both were built in turns in ${rounds} on one machine ` +
    `(${machine.cpuModel}, ${machine.cores} cores; ${engineName(engine)}).`
  );
}

/** What became slower, faster, larger and smaller, by name. */
function findingOf(rows: readonly RunComparisonRow[], nameOf: ComparedRefs['nameOf']): string {
  const named = (kind: 'slower' | 'faster'): string[] =>
    rows.filter(({ time }) => time.verdict.kind === kind).map(({ cell }) => nameOf(cell));
  const sized = (kind: 'larger' | 'smaller'): string[] => [
    ...new Set(
      rows.filter(({ sizeBytes }) => sizeBytes.kind === kind).map(({ cell }) => imageOf(nameOf, cell)),
    ),
  ];
  const parts = [
    ...words('slower', named('slower')),
    ...words('faster', named('faster')),
    ...words('larger image', sized('larger')),
    ...words('smaller image', sized('smaller')),
  ];
  if (parts.length > 0) return `B against A: ${parts.join('; ')}.`;
  return rows.some(({ time }) => time.verdict.kind === 'same')
    ? 'No difference between A and B was shown.'
    : 'There are too few samples for any verdict on times.';
}

/** So many are named. */
const mostNamed = 5;

function words(what: string, names: readonly string[]): string[] {
  if (names.length === 0) return [];
  const more = names.length > mostNamed ? ` and ${names.length - mostNamed} more` : '';
  return [`${what}: ${names.slice(0, mostNamed).join(', ')}${more}`];
}

/** The name of a cell without its scenario. */
const imageOf = (nameOf: ComparedRefs['nameOf'], cell: Cell): string =>
  nameOf(cell).slice(0, -cell.scenario.length - 1);

/** What has one value, however often it is measured, where the two differ. */
function exactTable(
  rows: readonly RunComparisonRow[],
  { project }: RecordedRun['manifest'],
  nameOf: ComparedRefs['nameOf'],
): Cells {
  const lines = rows.flatMap((row) => {
    const of = imageOf(nameOf, row.cell);
    const metrics = comparedMetrics
      .filter(({ name }) => differs(row[name]))
      .map(({ name, label, unit }) => [of, label, ...valueTexts(row[name], unit)]);
    const edit = row.cell.scenario.replace(/^edit-/, '');
    const rerun = (cell: Cell) => project?.reruns?.[variantId(cell)]?.[edit]?.length;
    const steps = { baselineValue: rerun(row.baseline), value: rerun(row.cell) };
    return steps.value === steps.baselineValue
      ? metrics
      : [...metrics, [of, `steps that edit-${edit} re-runs`, ...valueTexts(steps, 'count')]];
  });
  // A variant has them once, and a row for each scenario.
  const unique = new Map(lines.map((line) => [line.join('\0'), line]));
  return {
    ...{ head: ['of', 'what', 'A', 'B', 'B − A'], rows: [...unique.values()], keys: 2 },
    right: [false, false, true, true, true],
  };
}

function valueTexts(
  {
    value,
    baselineValue,
  }: { readonly value?: number | undefined; readonly baselineValue?: number | undefined },
  unit: 'bytes' | 'count',
): string[] {
  const shown = (one: number | undefined): string =>
    one === undefined ? '–' : unit === 'bytes' ? formatBytes(one) : String(one);
  const change = unit === 'bytes' ? sizeChangeText : countChangeText;
  const isBoth = value !== undefined && baselineValue !== undefined;
  return [shown(baselineValue), shown(value), isBoth ? change(baselineValue, value) : '–'];
}
