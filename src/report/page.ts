import { StagebenchError } from '../domain/errors.ts';
import { format as markdown } from './formats/markdown.ts';
import type { ShownTable, Sources, Table } from './table.ts';
import { tables } from './tables/index.ts';

/**
 * Where pages get from what tables are made of. `of` is what a marker names; a source that is not there yet, as a run that
 * nobody has published, is undefined. A table that is made of anything else can stand in no page.
 */
export type PageSources = {
  readonly [From in keyof Sources]?: (of: string | undefined) => Promise<Sources[From] | undefined>;
};

/** What a page says is to stand between two markers. */
export interface Marked {
  /** The id of a table. */
  readonly table: string;
  /** What the table is to be of: a run, a file; absent where there is but one. */
  readonly of?: string;
}

const marker = /^<!-- generated:([\w-]+)(?: of ([\w-]+))?\b[^>]*-->\n/m;
const between = new RegExp(`(${marker.source})[\\s\\S]*?(<!-- /generated:\\2 -->)`, 'gm');

/**
 * Writes a page anew: what stands between `<!-- generated:TABLE of THING, … -->` and `<!-- /generated:TABLE -->` becomes what
 * `render` makes of it. The markers stay. Resolves with the text and with what was stale. Throws DOCS_STALE for a marker
 * without its end.
 */
export async function renderPage(
  file: string,
  text: string,
  render: (marked: Marked) => Promise<string>,
): Promise<{ readonly text: string; readonly stale: readonly string[] }> {
  const found = [...text.matchAll(between)];
  if (found.length !== [...text.matchAll(/^<!-- \/?generated:/gm)].length / 2)
    throw new StagebenchError(
      'DOCS_STALE',
      `${file} has a marker generated:… without the other one of its pair.`,
    );
  const stale: string[] = [];
  const parts: string[] = [];
  let end = 0;
  for (const { 0: whole, 1: open = '', 2: table = '', 3: of, 4: close = '', index } of found) {
    const body = (await render({ table, ...(of !== undefined && { of }) })).trim();
    const now = `${open}\n${body}\n\n${close}`;
    if (now !== whole) stale.push(of === undefined ? table : `${table} of ${of}`);
    parts.push(text.slice(end, index), now);
    end = index + whole.length;
  }
  return { text: [...parts, text.slice(end)].join(''), stale };
}

/** What stands between two markers: the table that they name, in Markdown. Throws DOCS_STALE where there is none. */
export async function markedText({ table: id, of }: Marked, sources: PageSources): Promise<string> {
  const table = tables.find((one) => one.id === id);
  if (table === undefined)
    throw new StagebenchError('DOCS_STALE', `A marker names the table ${id}, and there is none.`);
  const shown = await shownOf(table, sources, of);
  if (shown === undefined) return 'No run of it has been published yet.';
  if (shown.length === 0) return 'No run with these figures has been published yet.';
  return markdown.print({ tables: shown });
}

async function shownOf<From extends keyof Sources>(
  table: Table<From>,
  sources: PageSources,
  of: string | undefined,
): Promise<readonly ShownTable[] | undefined> {
  const source = sources[table.from];
  if (source === undefined)
    throw new StagebenchError('DOCS_STALE', `A marker names the table ${table.id}, which no page can show.`);
  const found = await source(of);
  return found && table.show(found);
}
