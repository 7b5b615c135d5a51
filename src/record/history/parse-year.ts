import { parse } from 'csv-parse/sync';
import { StagebenchError } from '../../domain/errors.ts';
import { namesOf } from '../../domain/metrics/column.ts';
import { nightMetrics } from '../../domain/metrics/night.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import type { Pins } from './history.ts';
import { unescaped } from './unescaped.ts';

/** Columns of a file of the history, in order. */
export const historyColumns = namesOf(nightMetrics);
export const historyHead = `${historyColumns.join(',')}\n`;

/** A row as it lies in a file. Numbers that are not there are NaN. */
export interface ParsedRow {
  /** `NIGHT,RUN`: the same string for all rows of a night. */
  readonly night: string;
  /** `APP,STRATEGY,SCENARIO,METRIC`: the same string for all rows of a series. */
  readonly series: string;
  /** Of a time a number, NaN if nothing was measured; of what is exact its text. */
  readonly value: number | string;
  readonly samples: number;
  readonly state: string;
  /** Of the run, ms. */
  readonly controlMs: number;
  readonly pins: Pins;
}

const markers = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;
const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;
/** Where the columns begin that stay the same as long as nothing changes. */
const firstPin = historyColumns.indexOf('definition');
const seriesColumns = 4;

/**
 * Reads a file of the history row by row. It may have half a million rows. Nearly all of them have no quotes, are of the night of the
 * row before, and have the last columns of the night before: these are cut at their commas, and what repeats is compared and not read.
 * Any other row is read as CSV. Throws HISTORY_UNREADABLE with file and line for whatever is not as it was written.
 */
export function parseYear(file: string, text: string, take: (row: ParsedRow, line: number) => void): void {
  const reader = new YearReader(file, text);
  for (let row = reader.next(); row !== undefined; row = reader.next()) take(row, reader.line);
}

class YearReader {
  readonly #file: string;
  readonly #text: string;
  #at: number;
  #quote: number;
  #night = '';
  readonly #series = new Map<string, { readonly name: string; tail: string; pins: Pins | undefined }>();
  readonly #pins = new Map<string, Pins>();
  readonly #names = new Map<string, string>();
  line = 1;

  constructor(file: string, text: string) {
    this.#file = file;
    this.#text = text;
    if (text === '') this.#fail('the file is empty: its head is missing');
    const end = text.indexOf('\n');
    const head = end === -1 ? text : text.slice(0, end);
    const problem = headProblem(head.replace(/^\uFEFF|\r$/g, ''));
    if (problem !== undefined) this.#fail(problem);
    this.#at = end === -1 ? text.length : end + 1;
    this.#quote = this.#nextQuote();
  }

  next(): ParsedRow | undefined {
    if (this.#at >= this.#text.length) return undefined;
    this.line += 1;
    if (this.#quote < this.#at) this.#quote = this.#nextQuote();
    return this.#plain() ?? this.#any();
  }

  #nextQuote(): number {
    const found = this.#text.indexOf('"', this.#at);
    return found === -1 ? Infinity : found;
  }

  /** A row of the night of the row before, of a known series, with known last columns; undefined if it is not surely one. */
  #plain(): ParsedRow | undefined {
    const text = this.#text;
    const night = this.#night;
    if (night === '' || !text.startsWith(night, this.#at)) return undefined;
    let at = this.#at + night.length;
    if (text[at] !== ',') return undefined;
    at += 1;
    let end = at - 1;
    for (let column = 0; column < seriesColumns; column += 1) {
      end = text.indexOf(',', end + 1);
      if (end === -1) return undefined;
    }
    const series = this.#series.get(text.slice(at, end));
    if (series?.pins === undefined) return undefined;
    const cuts: string[] = [];
    for (let column = 2 + seriesColumns; column < firstPin; column += 1) {
      const comma = text.indexOf(',', end + 1);
      if (comma === -1) return undefined;
      cuts.push(text.slice(end + 1, comma));
      end = comma;
    }
    if (!text.startsWith(series.tail, end + 1) || this.#quote < end + 1 + series.tail.length)
      return undefined;
    const lineEnd = end + 1 + series.tail.length;
    if (text[lineEnd] !== '\n') return undefined;
    this.#at = lineEnd + 1;
    return this.#row(night, series.name, cuts, series.pins);
  }

  #any(): ParsedRow {
    const end = this.#text.indexOf('\n', this.#at);
    if (end === -1) return this.#fail('it is torn: it has no line end');
    const raw = this.#text.slice(this.#at, end).replace(/\r$/, '');
    this.#at = end + 1;
    if (markers.test(raw)) return this.#fail('it is a mark of a merge conflict');
    const fields = raw.includes('"') ? this.#quoted(raw) : raw.split(',');
    if (fields.length !== historyColumns.length)
      return this.#fail(`it has ${fields.length} columns in place of ${historyColumns.length}`);
    const [at = '', runId = '', app = '', strategy = '', , metric = ''] = fields;
    if (!date.test(at)) return this.#fail(`column "night": ${JSON.stringify(at)} is no date`);
    for (const [column, field] of Object.entries({ run_id: runId, app, strategy, metric }))
      if (field === '') return this.#fail(`column "${column}" is empty`);
    if (fields.slice(0, 2 + seriesColumns).some((field) => /[",]/.test(field)))
      return this.#fail('a name has a comma or a quote');
    this.#night = own(`${at},${runId}`);
    const name = own(fields.slice(2, 2 + seriesColumns).join(','));
    const tail = own(fields.slice(firstPin).join(','));
    const pins = this.#pins.get(tail) ?? pinsOf(fields);
    this.#pins.set(tail, pins);
    // What has quotes is never read as plain text.
    const isPlain = !raw.includes('"');
    const series = this.#series.get(name) ?? { name, tail, pins: undefined };
    if (isPlain) Object.assign(series, { tail, pins });
    this.#series.set(name, series);
    return this.#row(this.#night, series.name, fields.slice(2 + seriesColumns, firstPin), pins);
  }

  #quoted(raw: string): string[] {
    try {
      const [row = []] = parse(raw, { relax_column_count: true });
      return row;
    } catch {
      return this.#fail('its quotes do not end');
    }
  }

  #row(night: string, series: string, cuts: readonly string[], pins: Pins): ParsedRow {
    // In the order of the columns: value, low, high, samples, state, CPU time of others, control. Some are for people alone.
    this.#amount(cuts, 1);
    this.#amount(cuts, 2);
    this.#amount(cuts, 5);
    return {
      ...{ night, series, pins },
      value: series.endsWith(`,${timeMetric}`) ? this.#amount(cuts, 0) : this.#once(unescaped(cuts[0] ?? '')),
      state: this.#once(cuts[4] ?? ''),
      ...{ samples: this.#amount(cuts, 3), controlMs: this.#amount(cuts, 6) },
    };
  }

  #amount(cuts: readonly string[], place: number): number {
    const text = cuts[place] ?? '';
    if (text === '') return NaN;
    const number = Number(text);
    if (number >= 0 && number < Infinity) return number;
    const column = historyColumns[2 + seriesColumns + place] ?? '';
    return this.#fail(`column "${column}": ${JSON.stringify(text)} is no amount`);
  }

  #once(name: string): string {
    const before = this.#names.get(name);
    if (before !== undefined) return before;
    const kept = own(name);
    this.#names.set(kept, kept);
    return kept;
  }

  #fail(what: string): never {
    throw new StagebenchError('HISTORY_UNREADABLE', `${this.#file}, line ${this.line}: ${what}.`);
  }
}

/** A piece of a text keeps all of it in memory. */
const own = (text: string): string => Buffer.from(text).toString();

function headProblem(head: string): string | undefined {
  const found = head.split(',');
  const strange = found.find((name) => !historyColumns.some((known) => known === name));
  const lacking = historyColumns.find((name) => !found.includes(name));
  if (lacking !== undefined && strange !== undefined) return 'it is no head of a history of Stagebench';
  if (strange !== undefined)
    return `column ${JSON.stringify(strange)} is unknown: a later version may have written it`;
  if (lacking !== undefined) return `column "${lacking}" is missing`;
  return head === historyColumns.join(',') ? undefined : 'its columns stand in another order';
}

function pinsOf(fields: readonly string[]): Pins {
  const at = (name: keyof Pins): string => own(fields[historyColumns.indexOf(name)] ?? '');
  return {
    ...{ definition: at('definition'), base: at('base'), lockfile: at('lockfile'), commit: at('commit') },
    ...{ engine: at('engine'), buildx: at('buildx'), kernel: at('kernel'), cpu_model: at('cpu_model') },
    ...{ image_store: at('image_store'), cold_method: at('cold_method') },
  };
}
