import { parse } from 'csv-parse/sync';
import { namesOf } from '../../../domain/metrics/column.ts';
import { nightMetrics, timeMetric } from '../../../domain/metrics/night.ts';
import type { Inputs, Surroundings } from '../history.ts';

/** Columns of a file of the history, in order. */
export const historyColumns = namesOf(nightMetrics);
export const historyHead = `${historyColumns.join(',')}\n`;

/** Night and run, then what a series is. */
export const nightColumns = 2;
export const seriesColumns = 4;

const markers = /^(?:<{7}|={7}|>{7}|\|{7})(?: |$)/;
const date = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/;

/** The fields of a line of the history. Throws an Error that says what is not as it was written. */
export function fieldsOf(raw: string): string[] {
  if (markers.test(raw)) throw new Error('it is a mark of a merge conflict');
  const fields = raw.includes('"') ? quoted(raw) : raw.split(',');
  if (fields.length !== historyColumns.length)
    throw new Error(`it has ${fields.length} columns in place of ${historyColumns.length}`);
  const [at = '', runId = '', app = '', strategy = '', , metric = ''] = fields;
  if (!date.test(at)) throw new Error(`column "night": ${JSON.stringify(at)} is no date`);
  for (const [column, field] of Object.entries({ run_id: runId, app, strategy, metric }))
    if (field === '') throw new Error(`column "${column}" is empty`);
  if (fields.slice(0, nightColumns + seriesColumns).some((field) => /[",]/.test(field)))
    throw new Error('a name has a comma or a quote');
  return fields;
}

function quoted(raw: string): string[] {
  try {
    const [row = []] = parse(raw, { relax_column_count: true });
    return row;
  } catch {
    throw new Error('its quotes do not end');
  }
}

/** What is wrong with the first line; undefined if nothing is. */
export function headProblem(head: string): string | undefined {
  const found = head.split(',');
  const strange = found.find((name) => !historyColumns.some((known) => known === name));
  const lacking = historyColumns.find((name) => !found.includes(name));
  if (lacking !== undefined && strange !== undefined) return 'it is no head of a history of Stagebench';
  if (strange !== undefined)
    return `column ${JSON.stringify(strange)} is unknown: a later version may have written it`;
  if (lacking !== undefined) return `column "${lacking}" is missing`;
  return head === historyColumns.join(',') ? undefined : 'its columns stand in another order';
}

/** A piece of a text keeps all of it in memory. */
export const own = (text: string): string => Buffer.from(text).toString();

const fieldOf = (fields: readonly string[], name: (typeof historyColumns)[number]): string =>
  own(fields[historyColumns.indexOf(name)] ?? '');

export const inputsOf = (fields: readonly string[]): Inputs => ({
  definition: fieldOf(fields, 'definition'),
  base: fieldOf(fields, 'base'),
  lockfile: fieldOf(fields, 'lockfile'),
  cold_method: fieldOf(fields, 'cold_method'),
});

export const surroundingsOf = (fields: readonly string[]): Surroundings => ({
  commit: fieldOf(fields, 'commit'),
  engine: fieldOf(fields, 'engine'),
  buildx: fieldOf(fields, 'buildx'),
  kernel: fieldOf(fields, 'kernel'),
  cpu_model: fieldOf(fields, 'cpu_model'),
  image_store: fieldOf(fields, 'image_store'),
});

/** What the last row of a series says of it, each text with its comma. */
export interface KnownSeries {
  readonly name: string;
  /** The name, as it stands in a row. */
  readonly begin: string;
  readonly isTime: boolean;
  /** Definition, base and lockfile. */
  inputs: string;
  /** The last column. */
  cold: string;
  said: Inputs;
  /** The series whose row followed in the night before. */
  next: KnownSeries | undefined;
}

export const newSeries = (name: string, said: Inputs): KnownSeries => ({
  ...{ name, begin: own(`${name},`), isTime: name.endsWith(`,${timeMetric}`) },
  ...{ inputs: '', cold: '', said, next: undefined },
});
