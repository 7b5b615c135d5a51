import { StagebenchError } from '../../domain/errors.ts';
import { toCsv } from '../csv/to-csv.ts';
import { readTable, type TableFile } from './table-file.ts';

/** A change of times that nights had confirmed before they were thinned. */
export interface ChangePoint {
  readonly scope: 'cell' | 'variant' | 'family';
  /** `go/slim/cold`, `go/slim`, `all`. */
  readonly series: string;
  /** Log of new level ÷ old level. */
  readonly shift: number;
  /** Runs: the first night at the new level, and the one that has confirmed it. */
  readonly since: string;
  readonly found: string;
}

/** Nights of a series that were thinned: it was measured in so many, the first and the last of them by their runs. */
export interface ThinnedNights {
  /** `go/slim/cold` */
  readonly series: string;
  readonly nights: number;
  readonly first: string;
  readonly last: string;
}

/** What the nights of a history have told, up to the newest one when it was thinned. */
export interface ThinnedPast {
  /** Runs: each was the newest one once; a merge of two branches has several. */
  readonly until: readonly string[];
  readonly changes: readonly ChangePoint[];
  readonly thinned?: readonly ThinnedNights[];
}

type Column = 'until' | keyof ChangePoint;

const table: TableFile<Column> = {
  name: 'changes.csv',
  columns: ['until', 'scope', 'series', 'shift', 'since', 'found'],
  purpose: 'a history is compacted',
};
export const changesFile = table.name;

/** A row that counts nights has its count in the place of the shift. */
const nightsScope = 'nights';
const scopes: readonly string[] = ['cell', 'variant', 'family'] satisfies ChangePoint['scope'][];

/** Undefined if the history was never thinned. Throws HISTORY_UNREADABLE. */
export async function thinnedPast(folder: string): Promise<ThinnedPast | undefined> {
  const rows = await readTable(folder, table);
  if (rows.length === 0) return undefined;
  const changes = new Map<string, ChangePoint>();
  const thinned = new Map<string, ThinnedNights>();
  for (const { scope, series, shift, since, found } of rows) {
    if (scope === '') continue;
    const nights = Number(shift);
    if (scope === nightsScope && Number.isSafeInteger(nights) && nights > 0) {
      thinned.set([series, since, found].join(' '), { series, nights, first: since, last: found });
      continue;
    }
    if (!scopes.includes(scope) || shift === '' || !Number.isFinite(Number(shift)))
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${folder}/${table.name}: ${JSON.stringify(scope)} by ${JSON.stringify(shift)} is no change.`,
      );
    // A merge of two branches may have it twice.
    changes.set([scope, series, since, found].join(' '), {
      ...{ scope: scope as ChangePoint['scope'], series, shift: Number(shift), since, found },
    });
  }
  return {
    ...{ until: [...new Set(rows.map(({ until }) => until))], changes: [...changes.values()] },
    ...(thinned.size > 0 && { thinned: [...thinned.values()] }),
  };
}

/** The file as a whole. Each night that was the newest one has a row without a change, so that a past without changes is one, too. */
export function changesText({ until, changes, thinned = [] }: ThinnedPast): string {
  const [newest = ''] = until;
  const ends = until.map((run) => ({ until: run, scope: '', series: '', shift: '', since: '', found: '' }));
  const rows = changes.map((change) => ({ ...change, until: newest, shift: String(change.shift) }));
  const counts = thinned.map(({ series, nights, first, last }) => ({
    ...{ until: newest, scope: nightsScope, series, shift: String(nights), since: first, found: last },
  }));
  return toCsv<Record<Column, string>>(table.columns, [...ends, ...rows, ...counts]);
}
