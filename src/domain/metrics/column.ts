import type { SurfaceNames } from '../image/inspection.ts';

/** The first version of the results that has a column. */
type Since = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9;

interface Declared {
  readonly since: Since;
  /**
   * `exact`: the same definitions on the same bases give the same again. `noisy`: they do not, and a single value proves
   * little. Absent where it is the name of something, or tells of this run alone.
   */
  readonly precision?: 'exact' | 'noisy';
  /** Which direction is an improvement. Absent where neither is. */
  readonly better?: 'less' | 'more';
  /** Of an exact metric, as a share of the value before: a change between two nights that is no larger is no event. Absent: every one is. */
  readonly tolerance?: number;
  /** An exact metric that no history of nights keeps: something else tells of its changes, or it must not be compared. */
  readonly isNotKept?: true;
  /** The head of the column in a table for people, and the line of `inspect`. The second one is for where there is room. */
  readonly label?: string;
  readonly longLabel?: string;
  /**
   * Of an exact metric that is held against that of another cell: its name in the result, and its place there, from 1. Its
   * head in a table is its label.
   */
  readonly compared?: readonly [name: string, place: number];
  /** The table of images that shows it, and its place there, from 1. */
  readonly table?: readonly [name: ImageTable, place: number];
  /** Further tables of images of which programs get it. */
  readonly alsoIn?: readonly string[];
  /** What people read where the image was read and the field is empty. */
  readonly unknown?: string;
  /** The names behind a count. `few`: they have room beside it. */
  readonly names?: { readonly of: (names: SurfaceNames) => readonly string[]; readonly few?: true };
  /** A sentence for docs/columns.md. */
  readonly means: string;
  /** When the field is empty. Absent if it never is. */
  readonly empty?: string;
  /** A reader takes the field empty, although every version has written it. */
  readonly lenient?: true;
}

export type ImageTable = 'sizes' | 'surface' | 'start';

interface NumberColumn extends Declared {
  /** `bytes` and `count` are whole numbers. Times are in ms and keep 1 µs, ratios 3 decimals. */
  readonly unit: 'ms' | 'bytes' | 'count' | 'ratio';
}

interface TruthColumn extends Declared {
  readonly unit: 'true or false';
}

interface TextColumn extends Declared {
  readonly unit: 'date' | 'name' | 'text';
  /** All words that may stand there. Absent if any may. */
  readonly values?: readonly string[];
}

/** One column of a file of a run, declared once: types, CSV, `--json`, docs and tables come from it. */
export type Column = NumberColumn | TruthColumn | TextColumn;

/** Columns by their names in the files, in the order of the file. */
export type Columns = Readonly<Record<string, Column>>;

interface From<Source, Value> {
  readonly of: (source: Source) => Value | undefined;
}

type TakenColumn<Source> =
  | (NumberColumn & From<Source, number>)
  | (TruthColumn & From<Source, boolean>)
  | (TextColumn & From<Source, string>);

export type TakenColumns<Source> = Readonly<Record<string, TakenColumn<Source>>>;

/** Declares columns that are derived from rows. */
export const derivedColumns = <const Declarations extends Columns>(declarations: Declarations) =>
  declarations;

/** Declares columns that are taken from one kind of source. The compiler holds their values against `values`. */
export const columnsOf =
  <Source>() =>
  <const Declarations extends TakenColumns<Source>>(declarations: Declarations & Chosen<Declarations>) =>
    declarations as Declarations;

/** `of` gives no other word than `values` has. */
type Chosen<Declarations> = {
  readonly [Name in keyof Declarations]: Declarations[Name] extends {
    values: readonly (infer Word)[];
    of: (source: never) => infer Taken;
  }
    ? [Taken] extends [Word | undefined]
      ? unknown
      : never
    : unknown;
};

/** What a column holds in a row. */
type ValueOf<One> = One extends { unit: 'ms' | 'bytes' | 'count' | 'ratio' }
  ? number
  : One extends { unit: 'true or false' }
    ? boolean
    : One extends { values: readonly (infer Word)[] }
      ? Word
      : string;

type MayBeEmpty = { readonly empty: string } | { readonly lenient: true };

type Filled<Declarations> = {
  [Name in keyof Declarations as Declarations[Name] extends MayBeEmpty ? never : Name]: ValueOf<
    Declarations[Name]
  >;
};

type Perhaps<Declarations> = {
  [Name in keyof Declarations as Declarations[Name] extends MayBeEmpty ? Name : never]?:
    ValueOf<Declarations[Name]> | undefined;
};

type Flat<Row> = { [Name in keyof Row]: Row[Name] };

/** The row that columns declare. */
export type RowOf<Declarations> = Flat<Filled<Declarations> & Perhaps<Declarations>>;

/** Takes a row from its source. What is not known is `undefined`, never 0. */
export function rowOf<Source, Declarations extends TakenColumns<Source>>(
  declarations: Declarations,
  source: Source,
): RowOf<Declarations> {
  const row: Record<string, unknown> = {};
  for (const name in declarations) {
    const column = declarations[name];
    if (column === undefined) continue;
    const value = column.of(source);
    row[name] = column.unit === 'ms' || column.unit === 'ratio' ? rounded(value) : value;
  }
  return row as RowOf<Declarations>;
}

/** More digits than that are noise of the clock. */
const rounded = (value: unknown): unknown =>
  typeof value === 'number' ? Math.round(value * 1000) / 1000 : value;

/** Names of the columns, in the order of the file. */
export const namesOf = <Declarations extends object>(declarations: Declarations) =>
  Object.keys(declarations) as (keyof Declarations & string)[];
