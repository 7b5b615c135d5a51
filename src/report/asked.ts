import { StagebenchError } from '../domain/errors.ts';
import { unknownName } from '../plan/select.ts';

/** What is asked of a table of a run, beside its name: by the keys of a marker, or by options. */
export interface Asked {
  readonly apps?: readonly string[];
  readonly strategies?: readonly string[];
  readonly scenarios?: readonly string[];
  /** Names of columns of images.csv and summary.csv that stand in the table in place of its own. */
  readonly columns?: readonly string[];
  /** Lines of an app come in the order of this column. */
  readonly sort?: { readonly column: string; readonly isFalling: boolean };
  /** The strategy that others are held against. */
  readonly baseline?: string;
  /** Stands before what the table says of itself. */
  readonly caption?: string;
  /** Significant digits of times, bytes and ratios. */
  readonly digits?: number;
}

/** The keys that every table of a run takes, with what they mean. */
export const askedKeys = {
  apps: 'only these apps: go,node',
  strategies: 'only these strategies',
  scenarios: 'only these scenarios',
  columns: 'columns of images.csv and summary.csv in place of those of the table',
  sort: 'the column by which lines of an app are sorted; -NAME: the largest first',
  baseline: 'the strategy that others are held against',
  caption: 'words before the sentence that says where the numbers are from',
  digits: 'significant digits of times, bytes and ratios, 1 to 6; of few samples there are always two',
} as const satisfies Readonly<Record<keyof Asked, string>>;

const mostDigits = 6;

/** Reads keys. `where` begins a message. Throws MARKER_UNREADABLE for a value that none of them takes. */
export function askedOf(keys: ReadonlyMap<string, string>, where: string): Asked {
  const digits = keys.get('digits');
  if (digits !== undefined && !/^[1-6]$/.test(digits))
    throw unreadable(where, `digits=${digits} is no whole number from 1 to ${mostDigits}`);
  const sort = keys.get('sort');
  const lists = Object.fromEntries(
    (['apps', 'strategies', 'scenarios', 'columns'] as const).flatMap((key) => {
      const text = keys.get(key);
      return text === undefined ? [] : [[key, listOf(text, `${key}=`, where)]];
    }),
  );
  return {
    ...lists,
    ...(sort !== undefined && { sort: { column: sort.replace(/^-/, ''), isFalling: sort.startsWith('-') } }),
    ...textOf(keys, 'baseline'),
    ...textOf(keys, 'caption'),
    ...(digits !== undefined && { digits: Number(digits) }),
  };
}

const textOf = (
  keys: ReadonlyMap<string, string>,
  key: 'baseline' | 'caption',
): Partial<Record<typeof key, string>> => {
  const text = keys.get(key);
  return text === undefined ? {} : { [key]: text };
};

function listOf(text: string, key: string, where: string): string[] {
  const names = text.split(',').map((name) => name.trim());
  if (names.some((name) => name === '')) throw unreadable(where, `${key}${text} has an empty name`);
  return names;
}

/** Refuses what nobody would read. Throws MARKER_UNREADABLE with the nearest key. */
export function refuseOtherKeys(
  keys: ReadonlyMap<string, string>,
  known: readonly string[],
  where: string,
): void {
  const other = [...keys.keys()].find((key) => !known.includes(key));
  if (other === undefined) return;
  if (known.length === 0) throw unreadable(where, `takes no keys, and has ${other}`);
  throw new StagebenchError('MARKER_UNREADABLE', `${where}: ${unknownName('key', other, known)}`);
}

const unreadable = (where: string, what: string): StagebenchError =>
  new StagebenchError('MARKER_UNREADABLE', `${where} ${what}.`);
