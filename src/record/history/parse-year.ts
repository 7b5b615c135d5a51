import { parse } from 'csv-parse/sync';
import { namesOf } from '../../domain/metrics/column.ts';
import { nightMetrics } from '../../domain/metrics/night.ts';
import { StagebenchError } from '../../domain/errors.ts';
import type { Pins } from './history.ts';

/** Columns of a file of the history, in order. */
export const historyColumns = namesOf(nightMetrics);
export const historyHead = `${historyColumns.join(',')}\n`;

/** What varies within a night; the columns behind are the same for all rows of a variant and a scenario. */
const varying = historyColumns.indexOf('control_ms');

/** A row as it lies in a file. */
export interface ParsedRow {
  readonly night: string;
  readonly runId: string;
  /** App, strategy, scenario and metric, as they stand there: one string for all rows of a series. */
  readonly series: string;
  readonly value: string;
  readonly low: number | undefined;
  readonly high: number | undefined;
  readonly samples: number | undefined;
  readonly state: string;
  readonly foreignCpu: number | undefined;
  readonly pins: Pins;
}

const markers = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;
const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/**
 * Reads a file of the history row by row. It may have half a million rows, of which nearly all have no quotes: those are cut at their
 * commas, which takes a tenth of the time that a reader of any CSV takes; the columns that a night repeats are read once. Throws
 * HISTORY_UNREADABLE with file and line, for whatever is not as it was written.
 */
export function parseYear(file: string, text: string, take: (row: ParsedRow, line: number) => void): void {
  const fail = (line: number, what: string): never => {
    throw new StagebenchError('HISTORY_UNREADABLE', `${file}, line ${line}: ${what}.`);
  };
  if (text === '') return fail(1, 'the file is empty: its head is missing');
  const headEnd = text.indexOf('\n');
  const head = headEnd === -1 ? text : text.slice(0, headEnd);
  checkHead(head.replace(/\r$/, ''), (what) => fail(1, what));
  const known = new Map<string, Pins>();
  const names = new Map<string, string>();
  const once = (name: string): string => {
    const before = names.get(name);
    if (before !== undefined) return before;
    // A piece of the text would keep all of it in memory.
    const own = Buffer.from(name).toString();
    names.set(own, own);
    return own;
  };
  let line = 1;
  for (let start = headEnd + 1; start < text.length && headEnd !== -1;) {
    line += 1;
    const end = text.indexOf('\n', start);
    if (end === -1) return fail(line, 'it is torn: it has no line end');
    const raw = text.slice(start, end);
    start = end + 1;
    if (markers.test(raw)) return fail(line, 'it is a mark of a merge conflict');
    const fields = raw.includes('"') ? quoted(raw) : undefined;
    if (fields === null) return fail(line, 'its quotes do not end');
    const cuts = fields ?? cut(raw);
    if (cuts.length !== varying + 1 && fields === undefined)
      return fail(line, 'it is torn: it lacks columns');
    const tail = fields === undefined ? (cuts[varying] ?? '') : JSON.stringify(fields.slice(varying));
    let pins = known.get(tail);
    if (pins === undefined) {
      const rest = fields?.slice(varying) ?? (cuts[varying] ?? '').split(',');
      if (rest.length !== historyColumns.length - varying)
        return fail(line, `it has ${varying + rest.length} columns, and not ${historyColumns.length}`);
      pins = pinsOf(rest.map(once), (what) => fail(line, what));
      known.set(Buffer.from(tail).toString(), pins);
    }
    const [night = '', runId = '', app = '', strategy = '', scenario = '', metric = ''] = cuts;
    if (!date.test(night)) return fail(line, `column "night": ${JSON.stringify(night)} is no date`);
    const amount = (column: (typeof historyColumns)[number]): number | undefined => {
      const found = cuts[historyColumns.indexOf(column)] ?? '';
      if (found === '') return undefined;
      const number = Number(found);
      return number >= 0 && number < Infinity
        ? number
        : fail(line, `column "${column}": ${JSON.stringify(found)} is no amount`);
    };
    const value = cuts[6] ?? '';
    if (metric === 'wall_ms') amount('value');
    if (app === '' || strategy === '' || metric === '' || runId === '')
      return fail(line, 'it names no run, or no series');
    take(
      {
        ...{ night: once(night), runId: once(runId) },
        series: once(`${app},${strategy},${scenario},${metric}`),
        value: metric === 'wall_ms' ? ownText(value) : once(value),
        ...{ low: amount('low'), high: amount('high'), samples: amount('samples') },
        ...{ state: once(cuts[10] ?? ''), foreignCpu: amount('foreign_cpu'), pins },
      },
      line,
    );
  }
}

const ownText = (text: string): string => Buffer.from(text).toString();

/** The columns that vary, and the rest in one piece. */
function cut(raw: string): string[] {
  const found: string[] = [];
  let from = 0;
  while (found.length < varying) {
    const comma = raw.indexOf(',', from);
    if (comma === -1) break;
    found.push(raw.slice(from, comma));
    from = comma + 1;
  }
  found.push(raw.slice(from));
  return found;
}

/** All columns of a line that has quotes; null if it is no line of CSV. */
function quoted(raw: string): string[] | null {
  try {
    const [row] = parse(raw, { relax_column_count: true }) as string[][];
    return row ?? null;
  } catch {
    return null;
  }
}

function checkHead(head: string, fail: (what: string) => never): void {
  const found = head.split(',');
  const strange = found.find((name) => !historyColumns.includes(name as never));
  const lacking = historyColumns.find((name) => !found.includes(name));
  if (lacking !== undefined && strange !== undefined) return fail('it is no head of a history of Stagebench');
  if (strange !== undefined)
    return fail(`column ${JSON.stringify(strange)} is unknown: a later version may have written it`);
  if (lacking !== undefined) return fail(`column "${lacking}" is missing`);
  if (head !== historyColumns.join(',')) return fail('its columns stand in another order');
}

function pinsOf(fields: readonly string[], fail: (what: string) => never): Pins {
  const at = (name: keyof Pins): string => fields[historyColumns.indexOf(name) - varying] ?? '';
  const control = at('control_ms') === '' ? undefined : Number(at('control_ms'));
  if (control !== undefined && !(control > 0 && control < Infinity))
    return fail(`column "control_ms": ${JSON.stringify(at('control_ms'))} is no amount`);
  const optional = (name: keyof Pins): string | undefined => at(name) || undefined;
  return {
    control_ms: control,
    ...{ definition: optional('definition'), base: optional('base'), lockfile: optional('lockfile') },
    ...{ commit: optional('commit'), engine: at('engine'), buildx: at('buildx'), kernel: at('kernel') },
    ...{ cpu_model: at('cpu_model'), image_store: at('image_store'), cold_method: optional('cold_method') },
  } as Pins;
}
