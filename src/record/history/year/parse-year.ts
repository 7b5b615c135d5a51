import { StagebenchError } from '../../../domain/errors.ts';
import {
  fieldsOf,
  headProblem,
  historyColumns,
  inputsOf,
  newSeries,
  nightColumns,
  own,
  seriesColumns,
  surroundingsOf,
  type KnownSeries,
} from './fields-of.ts';
import type { Inputs, Said, Surroundings } from '../history.ts';
import { unescaped } from '../unescaped.ts';

/** A row as it lies in a file. Numbers that are not there are NaN. */
export interface ParsedRow extends Said {
  /** `NIGHT,RUN`: the same string for all rows of a night. */
  readonly night: string;
  /** `APP,STRATEGY,SCENARIO,METRIC`: the same string for all rows of a series. */
  readonly series: string;
  /** Of the run, ms. */
  readonly controlMs: number;
}

/** Who gets what a file says. */
export interface Reading {
  row(row: ParsedRow, line: number): void;
  /** Rows of one night that follow each other, as they stand in the file; `night` as in these rows. */
  rowsOf?(night: string, text: string): void;
}

/** What begins with the column `definition`, in the order of the columns: definition, base and lockfile, what is around, the cold method. */
const firstInput = historyColumns.indexOf('definition');
const firstAround = historyColumns.indexOf('commit');
const coldMethod = historyColumns.indexOf('cold_method');
const firstAmount = nightColumns + seriesColumns;

/**
 * Reads a file of the history row by row. It may have half a million rows. Nearly all of them have no quotes, are of the night of the row
 * before, of a series that is built of the same as the night before, and were built where the row before was: these are compared, and
 * only their numbers are read. Any other row is read as CSV. Throws HISTORY_UNREADABLE with file and line for whatever is not as it was
 * written.
 */
export class YearReader {
  readonly #file: string;
  readonly #reading: Reading;
  #text = '';
  #at = 0;
  #quote = Infinity;
  #line = 0;
  #night = '';
  /** Where its rows begin in this piece. */
  #nightFrom = 0;
  #around: { readonly text: string; readonly said: Surroundings } | undefined;
  #last: KnownSeries | undefined;
  readonly #series = new Map<string, KnownSeries>();
  readonly #inputs = new Map<string, Inputs>();
  readonly #names = new Map<string, string>();

  constructor(file: string, reading: Reading) {
    this.#file = file;
    this.#reading = reading;
  }

  /** Takes the next lines of the file, whole ones. */
  read(piece: string): void {
    this.#text = piece;
    this.#at = 0;
    this.#nightFrom = 0;
    if (this.#line === 0) this.#head();
    this.#quote = this.#nextQuote();
    while (this.#at < piece.length) {
      this.#line += 1;
      if (this.#quote < this.#at) this.#quote = this.#nextQuote();
      this.#reading.row(this.#plain() ?? this.#any(), this.#line);
    }
    this.#endNight(piece.length);
  }

  /** There is no more. */
  end(): void {
    this.#line ||= 1;
    if (this.#text === '') this.#fail('the file is empty: its head is missing');
  }

  #head(): void {
    this.#line = 1;
    const end = this.#text.indexOf('\n');
    const head = end === -1 ? this.#text : this.#text.slice(0, end);
    const problem = headProblem(head.replace(/^\uFEFF|\r$/g, ''));
    if (problem !== undefined) this.#fail(problem);
    this.#at = end === -1 ? this.#text.length : end + 1;
    this.#nightFrom = this.#at;
  }

  #nextQuote(): number {
    const found = this.#text.indexOf('"', this.#at);
    return found === -1 ? Infinity : found;
  }

  #endNight(at: number): void {
    if (at > this.#nightFrom && this.#night !== '')
      this.#reading.rowsOf?.(this.#night, this.#text.slice(this.#nightFrom, at));
    this.#nightFrom = at;
  }

  /** A row of the night of the row before, of what is known of its series and of the night; undefined if it is not surely one. */
  #plain(): ParsedRow | undefined {
    const text = this.#text;
    const night = this.#night;
    const around = this.#around;
    const begin = this.#at + night.length + 1;
    if (around === undefined || !text.startsWith(night, this.#at) || text[begin - 1] !== ',')
      return undefined;
    const series = this.#seriesAt(begin);
    if (series === undefined) return undefined;
    // In the order of the columns: value, low, high, samples, state, CPU time of others, control. Some are for people alone.
    const valueAt = begin + series.begin.length;
    const valueEnd = text.indexOf(',', valueAt);
    const numbers = this.#numbers;
    numbers.at = series.isTime ? valueAt : valueEnd + 1;
    const value = series.isTime ? this.#number() : 0;
    const low = this.#number();
    const high = this.#number();
    const samples = this.#number();
    const stateAt = numbers.at;
    const stateEnd = text.indexOf(',', stateAt);
    numbers.at = stateEnd + 1;
    const foreign = this.#number();
    const controlMs = this.#number();
    if (value < 0 || low < 0 || high < 0 || samples < 0 || foreign < 0 || controlMs < 0) return undefined;
    const aroundAt = numbers.at + series.inputs.length;
    const coldAt = aroundAt + around.text.length;
    const end = coldAt + series.cold.length;
    if (
      end > this.#quote ||
      !text.startsWith(series.inputs, numbers.at) ||
      !text.startsWith(around.text, aroundAt) ||
      !text.startsWith(series.cold, coldAt)
    )
      return undefined;
    this.#at = end;
    this.#last = series;
    // Half a million times: nothing is made in here but the row.
    return {
      night,
      series: series.name,
      value: series.isTime ? value : this.#once(unescaped(text.slice(valueAt, valueEnd))),
      samples,
      state: this.#once(text.slice(stateAt, stateEnd)),
      controlMs,
      inputs: series.said,
      surroundings: around.said,
    };
  }

  #seriesAt(begin: number): KnownSeries | undefined {
    const text = this.#text;
    const expected = this.#last?.next;
    if (expected !== undefined && text.startsWith(expected.begin, begin)) return expected;
    let end = begin - 1;
    for (let column = 0; column < seriesColumns; column += 1) {
      end = text.indexOf(',', end + 1);
      if (end === -1) return undefined;
    }
    const found = this.#series.get(text.slice(begin, end));
    if (found !== undefined && this.#last !== undefined) this.#last.next = found;
    return found;
  }

  readonly #numbers = { at: 0 };

  /**
   * The number at a place, which goes behind its comma: NaN if there is none, below 0 if it is not surely one. So few digits are a whole
   * number that is exact, and so is the power of ten: their ratio is rounded once, as the number would be.
   */
  #number(): number {
    const text = this.#text;
    const from = this.#numbers.at;
    let whole = 0;
    let at = from;
    let point = -1;
    let code = text.charCodeAt(at);
    for (; code >= 48 && code <= 57; code = text.charCodeAt((at += 1))) whole = 10 * whole + code - 48;
    if (code === 46) {
      point = at;
      code = text.charCodeAt((at += 1));
      for (; code >= 48 && code <= 57; code = text.charCodeAt((at += 1))) whole = 10 * whole + code - 48;
    }
    if (code !== 44) return -1;
    this.#numbers.at = at + 1;
    if (at === from) return NaN;
    if (at - from > mostDigits) return Number(text.slice(from, at));
    if (point === -1) return whole;
    return at === point + 1 ? -1 : whole / (powers[at - point - 1] ?? NaN);
  }

  #any(): ParsedRow {
    const begin = this.#at;
    const end = this.#text.indexOf('\n', begin);
    if (end === -1) return this.#fail('it is torn: it has no line end');
    const raw = this.#text.slice(begin, end).replace(/\r$/, '');
    const fields = this.#fields(raw);
    this.#at = end + 1;
    const night = fields.slice(0, nightColumns).join(',');
    if (night !== this.#night) {
      this.#endNight(begin);
      this.#night = own(night);
    }
    const name = own(fields.slice(nightColumns, firstAmount).join(','));
    const said = this.#inputsOf(fields);
    const around = {
      text: own(`${fields.slice(firstAround, coldMethod).join(',')},`),
      said: surroundingsOf(fields),
    };
    const known = this.#series.get(name) ?? newSeries(name, said);
    // What has quotes is never compared.
    if (!raw.includes('"')) {
      this.#around = around;
      known.inputs = own(`${fields.slice(firstInput, firstAround).join(',')},`);
      known.cold = own(`${fields[coldMethod] ?? ''}\n`);
      known.said = said;
      this.#series.set(name, known);
      if (this.#last !== undefined) this.#last.next = known;
      this.#last = known;
    }
    return {
      ...{ night: this.#night, series: known.name },
      ...this.#amounts(fields, known.isTime),
      ...{ inputs: said, surroundings: around.said },
    };
  }

  #fields(raw: string): string[] {
    try {
      return fieldsOf(raw);
    } catch (error) {
      return this.#fail((error as Error).message);
    }
  }

  #inputsOf(fields: readonly string[]): Inputs {
    const said = inputsOf(fields);
    const name = Object.values(said).join(',');
    const known = this.#inputs.get(name);
    if (known !== undefined) return known;
    this.#inputs.set(name, said);
    return said;
  }

  #amounts(
    fields: readonly string[],
    isTime: boolean,
  ): Pick<ParsedRow, 'value' | 'samples' | 'state' | 'controlMs'> {
    const amount = (place: number): number => this.#amount(fields, firstAmount + place);
    for (const forPeople of [1, 2, 5]) amount(forPeople);
    return {
      value: isTime ? amount(0) : this.#once(unescaped(fields[firstAmount] ?? '')),
      ...{ samples: amount(3), state: this.#once(fields[firstAmount + 4] ?? ''), controlMs: amount(6) },
    };
  }

  #amount(fields: readonly string[], place: number): number {
    const text = fields[place] ?? '';
    if (text === '') return NaN;
    const number = Number(text);
    if (number >= 0 && number < Infinity) return number;
    const column = historyColumns[place] ?? '';
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
    throw new StagebenchError('HISTORY_UNREADABLE', `${this.#file}, line ${this.#line}: ${what}.`);
  }
}

/** So many digits are exact as a whole number. */
const mostDigits = 15;
const powers = Array.from({ length: mostDigits + 1 }, (_, place) => 10 ** place);
