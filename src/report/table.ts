import type { StrategyDefinition } from '../domain/definitions/strategy.ts';
import type { Columns } from '../domain/metrics/column.ts';
import type { Accepted } from '../record/history/accepted.ts';
import type { BuildRow, StepRow } from '../record/rows.ts';
import type { Advice } from '../stats/advice/advice.ts';
import type { Analysis, Rows } from '../stats/analyse-run.ts';
import type { JudgedClaim } from '../stats/claims/judge-claim.ts';
import type { Alert } from '../stats/trend/events/alerts.ts';
import type { FalseAlarms } from '../stats/trend/events/twins.ts';
import type { Trend } from '../stats/trend/analyse-trend.ts';
import type { RunsComparison } from '../stats/compare/compare-runs.ts';
import type { EnvironmentDifference } from '../stats/compare/environment-differences.ts';

/** Head and rows of a table, as text. Every format prints them. */
export interface Cells {
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** True for columns that read better flush right. Absent: nothing is said of it. */
  readonly right?: readonly boolean[];
  /** How many of the first columns name a row: each part of a table that is broken has them. 1 if absent. */
  readonly keys?: number;
  /** Heads of the columns before which a table that is too wide breaks first. */
  readonly breaks?: readonly string[];
  /** The same with less in its cells, for a terminal that has no room for all. */
  readonly narrower?: () => Cells;
  /** What a wider form also shows. */
  readonly lacks?: readonly string[];
  /** The most columns it takes in a file or a pipe, where it can do with less. */
  readonly mostColumns?: number;
}

/** A table that was made, and what is said of it. */
export interface ShownTable {
  /** The head of a section of a page that has one for each of such tables. */
  readonly heading?: string;
  /** What it is called where it stands among other tables. */
  readonly title?: string;
  /** On a page, whose own text says what it is: sentences in place of the title. */
  readonly caption?: string;
  /** What it shows, in one sentence: on a page it stands behind the caption, bold. */
  readonly finding?: string;
  /** Absent where there is nothing to show, and the footnotes say why. */
  readonly cells?: Cells;
  /** Caption and cells are this program's own words: code spans stay code, and a cell may be bold. Absent: they are plain text. */
  readonly isMarkdown?: true;
  /** What the reader must know besides its cells; one sentence each. */
  readonly footnotes?: readonly string[];
  /** Those of the footnotes that are about times of builds: with other columns, of which none is one, they do not stand. */
  readonly timeNotes?: () => readonly string[];
  /** The same for programs: columns by their names in the files, and values as they are there. */
  readonly data?: Data;
  /** On a page: more footnotes, and code below them. */
  readonly remarks?: readonly Remark[];
  /** How a terminal of so many columns shows it, title and all, where columns side by side would not do. */
  readonly drawn?: (columns: number) => string;
}

/** As a program reads it; null: not known. */
export type Value = string | number | boolean | null;

export interface Data {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Value[])[];
}

/** A footnote; or words that mean something to a machine, in a block of their own if it has a language. */
export type Remark = string | { readonly code: string; readonly language?: 'sh' };

/** What tables are made of. */
export interface Sources {
  /** A recorded run, or a part of it, and what its rows say. */
  readonly run: {
    readonly rows: Rows;
    readonly analysis: Analysis;
    /** Significant digits, where somebody wants other ones than usual. */
    readonly digits?: number;
  };
  /** A recorded run with the steps of its builds. */
  readonly steps: Pick<Rows, 'manifest'> & {
    readonly builds: readonly BuildRow[];
    readonly steps: readonly StepRow[];
  };
  /** A recorded run of a project, and what it could gain. */
  readonly advice: Pick<Rows, 'manifest'> & { readonly advice: readonly Advice[] };
  /** The columns of one file of a run, or some of them. */
  readonly columns: Columns;
  /** Two runs, and in what they were not measured alike. */
  readonly comparison: {
    readonly compared: RunsComparison;
    readonly differences: readonly EnvironmentDifference[];
  };
  readonly bases: readonly BaseLine[];
  readonly tools: readonly ToolKindRow[];
  readonly strategies: readonly Pick<StrategyDefinition, 'id' | 'title' | 'hypothesis'>[];
  readonly commands: readonly DescribedCommand[];
  readonly rooms: readonly DescribedRoom[];
  readonly self: SelfFigures;
  /** Nights, and what was decided about them. */
  readonly history: HistorySource;
  /** Claims, as runs say. */
  readonly claims: readonly JudgedClaim[];
  /** What a simulation found, and which of its tables is to be shown. */
  readonly simulation: { readonly figures: SimulationFigures; readonly name: string };
}

/** Declares a table: what it is made of, and what it shows of that. Each lies in a file of its own, which registers it. */
export interface Table<From extends keyof Sources> {
  readonly id: string;
  readonly from: From;
  /** What it shows, in one line. */
  readonly about: string;
  /** Its place in the report of a run. Absent: only pages show it. */
  readonly order?: number;
  /** Empty if there is nothing that it could tell. */
  // A method, so that tables of all sources fit into one list; the caller hands it the source that it names.
  show(source: Sources[From]): readonly ShownTable[];
}

export type AnyTable = { [From in keyof Sources]: Table<From> }[keyof Sources];

/** What a history says. */
export interface HistorySource {
  readonly trend: Trend;
  /** The newest first. */
  readonly alerts: readonly Alert[];
  /** What was decided, by the id of its alert. */
  readonly accepted: ReadonlyMap<string, Accepted>;
  /** How often this machine is wrong; undefined where nothing is built under two names. */
  readonly falseAlarms: FalseAlarms | undefined;
}

/** A base image, as `bases list` tells of it. */
interface BaseLine {
  readonly name: string;
  readonly source: string;
  readonly digest?: string;
  readonly engineSizeBytes?: number;
  readonly publishedBytes?: number;
}

/** A kind of tool: what it is called, why it is counted, and by which names it is known. */
interface ToolKindRow {
  readonly title: string;
  readonly counts: string;
  readonly names: readonly string[];
}

/** A command, its options and examples, as docs tell of them. */
export interface DescribedCommand {
  readonly usage: string;
  readonly describe: string;
  readonly options: readonly {
    readonly name: string;
    readonly describe: string;
    readonly default: string;
  }[];
  readonly examples: readonly (readonly [words: string, meaning: string])[];
}

/** A room of the house: what it holds, and what it may import or must not. */
export interface DescribedRoom {
  readonly room: string;
  readonly holds: string;
  readonly may?: readonly string[];
  readonly not?: readonly string[];
}

/** What `npm run bench:self` found about the harness itself. */
export interface SelfFigures {
  readonly date: string;
  readonly machine: string;
  readonly figures: readonly {
    readonly name: string;
    readonly value: string;
    readonly limit: string;
    readonly how: string;
    /** When it was measured, where others were on another day. */
    readonly date?: string;
  }[];
}

/** What `npm run simulate` found about ways of judging a run. */
export interface SimulationFigures {
  /** The command that made it. */
  readonly madeBy: string;
  readonly date: string;
  /** Families of comparisons behind each line. */
  readonly families?: number;
  readonly seed: number;
  /** Names of the ways of judging. */
  readonly candidates: readonly string[];
  readonly tables: Readonly<Record<string, SimulationTable>>;
}

/** One table of a simulation: by line, by candidate. */
export interface SimulationTable {
  /** `rate`: so many a year. */
  readonly unit: 'share' | 'count' | 'rate';
  /** What is behind each line where it is no family. */
  readonly behind?: string;
  /** Heads in place of the candidates' names. */
  readonly heads?: readonly string[];
  /** null: not simulated, because it is that of another candidate. */
  readonly rows: readonly { readonly name: string; readonly values: readonly (number | null)[] }[];
}
