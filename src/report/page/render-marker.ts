import { StagebenchError } from '../../domain/errors.ts';
import { unknownName } from '../../plan/select.ts';
import { askedKeys, askedOf, refuseOtherKeys, type Asked } from '../asked.ts';
import { chosenColumns } from '../images/chosen-columns.ts';
import { selectedRun } from '../selected-run.ts';
import type { AnyTable, ShownTable, Sources, Table } from '../table.ts';
import { tables } from '../tables/index.ts';
import { provenance } from '../provenance/provenance.ts';
import type { Marker } from './read-markers.ts';

/** What a source is made of, as the keys of a marker name it. */
export interface SourceKeys {
  /** Folder of a run, id, or a published file. */
  readonly from: string | undefined;
  /** Which part of it, where a source has several. */
  readonly of: string | undefined;
  /** Of a run: the strategy that others are held against. */
  readonly baseline: string | undefined;
}

/** Where tables get from what they are made of. A table that is made of anything else can stand in no page. */
export type PageSources = {
  readonly [From in keyof Sources]?: (keys: SourceKeys) => Promise<Sources[From]>;
};

/** The keys that tables of a source take, beside those of every table of a run. */
const sourceKeys: Readonly<Partial<Record<keyof Sources, readonly string[]>>> = {
  run: ['run', ...Object.keys(askedKeys)],
  steps: ['run'],
  advice: ['run', 'baseline'],
  columns: ['of'],
  self: ['from'],
  simulation: ['of', 'from'],
  history: ['from'],
  claims: ['of', 'run'],
};

/** The keys that a table takes. */
export const keysOf = ({ from }: Pick<AnyTable, 'from'>): readonly string[] => sourceKeys[from] ?? [];

/** Tables that can stand in a page, by their names. */
export const pageTables = (sources: PageSources): AnyTable[] =>
  tables.filter(({ from }) => sources[from] !== undefined).toSorted((a, b) => (a.id < b.id ? -1 : 1));

/**
 * The tables that a marker, or the words of a command, ask for. `where` begins a message about keys; `others`
 * are names that may stand there beside those of tables. Throws UNKNOWN_NAME with the
 * nearest name, MARKER_UNREADABLE, and what the source throws.
 */
export async function markedTables(
  { name, words, keys }: Pick<Marker, 'name' | 'words' | 'keys'>,
  sources: PageSources,
  where: string,
  others: readonly string[] = [],
): Promise<readonly ShownTable[]> {
  if (name === '')
    throw new StagebenchError(
      'MARKER_UNREADABLE',
      `${where} lacks the name of a table: it stands right behind the colon, as in <!-- stagebench:summary -->.`,
    );
  const known = pageTables(sources);
  const table = known.find(({ id }) => id === name);
  if (table === undefined)
    throw new StagebenchError(
      'UNKNOWN_NAME',
      unknownName('table', name, [...known.map(({ id }) => id), ...others]),
    );
  if (words[0] !== undefined)
    throw new StagebenchError('MARKER_UNREADABLE', `${where} has a word that is no key=value: ${words[0]}.`);
  refuseOtherKeys(keys, keysOf(table), where);
  const shown = await shownOf(table, keys, sources, where);
  const caption = keys.get('caption');
  return caption === undefined
    ? shown
    : shown.map((one, index) => (index === 0 ? captioned(one, caption) : one));
}

/** Somebody's own words, and then where the numbers are from. */
const captioned = (shown: ShownTable, words: string): ShownTable => ({
  ...shown,
  caption: [sentence(words), shown.caption].filter((part) => part !== undefined && part !== '').join(' '),
});

/** With a full stop, where it has no sign at its end. */
const sentence = (words: string): string =>
  words === '' || /[.!?:;…。！？]["'”’»)]*$/u.test(words.trim()) ? words : `${words.trim()}.`;

async function shownOf(
  table: AnyTable,
  keys: ReadonlyMap<string, string>,
  sources: PageSources,
  where: string,
): Promise<readonly ShownTable[]> {
  const asked = askedOf(keys, where);
  const named: SourceKeys = {
    from: keys.get('run') ?? keys.get('from'),
    of: keys.get('of'),
    baseline: asked.baseline,
  };
  if (table.from !== 'run') {
    const tables = await ofAny(table, sources, named);
    return tables.length === 0 ? [nothing(table)] : tables;
  }
  const run = await sourceOf('run', sources, named);
  const part = selectedRun(run, asked);
  if (asked.columns !== undefined) return [columnsTable(table, part, asked.columns)];
  const tables = table.show(part);
  return tables.length === 0 ? [{ caption: provenance(part), ...nothing(table) }] : tables;
}

const nothing = ({ id }: AnyTable): ShownTable => ({
  footnotes: [`there is nothing to show for \`${id}\`: the run has no such figures`],
});

/** The table with other columns: what is said of its numbers stays, but not of times where it has none. */
function columnsTable(
  table: Table<'run'>,
  run: Sources['run'],
  columns: NonNullable<Asked['columns']>,
): ShownTable {
  const [usual] = table.show(run);
  const { footnotes = [], timeNotes, remarks } = usual ?? {};
  const { perCell, ...chosen } = chosenColumns(run, columns);
  const ofTimes = new Set(perCell ? [] : timeNotes?.());
  return {
    ...chosen,
    caption: provenance(run),
    footnotes: footnotes.filter((note) => !ofTimes.has(note)),
    ...(remarks && { remarks }),
  };
}

async function ofAny<From extends keyof Sources>(
  table: Table<From>,
  sources: PageSources,
  keys: SourceKeys,
): Promise<readonly ShownTable[]> {
  return table.show(await sourceOf(table.from, sources, keys));
}

function sourceOf<From extends keyof Sources>(
  from: From,
  sources: PageSources,
  keys: SourceKeys,
): Promise<Sources[From]> {
  const source = sources[from];
  if (source === undefined) throw new Error(`no page has tables of ${from}`);
  return source(keys);
}
