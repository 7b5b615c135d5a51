import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { crc32 } from 'node:zlib';
import { StagebenchError } from '../../domain/errors.ts';
import { ReadPoint, seriesKey, type History, type Night, type Point, type Series } from './history.ts';
import { YearReader, type ParsedRow } from './year/parse-year.ts';
import { readPieces } from './year/read-pieces.ts';

const yearFile = /^\d{4}\.csv$/;

/** The files of a history, the oldest first; none where there is no folder. Throws HISTORY_UNREADABLE. */
export async function historyFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return [];
    throw new StagebenchError('HISTORY_UNREADABLE', `${folder} cannot be read: ${code}.`, { cause: error });
  });
  return names
    .filter((name) => yearFile.test(name))
    .toSorted()
    .map((name) => path.join(folder, name));
}

/** What a history writes before its first night, or what is left of a writer that was killed. */
const ofHistory = /^(?:accepted\.csv|answers\.csv|changes\.csv|history\.lock|\d{4}\.csv|\.)/;

/** Throws NO_HISTORY for a folder of other things: nights do not belong beside them. */
export async function refuseForeign(folder: string): Promise<void> {
  // A folder that cannot be read is told of by whoever reads it.
  const names = await readdir(folder).catch(() => []);
  const [strange] = names.filter((name) => !ofHistory.test(name)).toSorted();
  if (strange === undefined || names.some((name) => yearFile.test(name))) return;
  throw new StagebenchError('NO_HISTORY', `${folder} holds other things (${strange}) and no history.`);
}

/**
 * Reads all nights. Rows that stand twice and say the same (two branches were merged) count once; nights come in the order of their
 * dates, wherever they stand. Throws HISTORY_UNREADABLE with file and line.
 */
export async function readHistory(folder: string): Promise<History> {
  const builder = new HistoryBuilder();
  await readFiles(folder, {
    row: (row, place) => {
      builder.add(row, place);
    },
    rowsOf: (night, text) => {
      builder.print(night, text);
    },
  });
  const { history, twofold } = builder.built();
  if (twofold !== undefined) await refuseTwofold(folder, twofold);
  return history;
}

/** Where a row stands. */
interface Place {
  readonly file: string;
  readonly line: number;
}

/** Who gets what the files say. */
interface Reading {
  row(row: ParsedRow, place: Place): void;
  /** Rows of one night that follow each other, as they stand in a file. */
  rowsOf?(night: string, text: string): void;
}

async function readFiles(folder: string, reading: Reading): Promise<void> {
  // Half a million rows have one place, which moves.
  const place = { file: '', line: 0 };
  const row = (one: ParsedRow, line: number): void => {
    place.line = line;
    reading.row(one, place);
  };
  for (const file of await historyFiles(folder)) {
    place.file = file;
    const reader = new YearReader(file, { ...reading, row });
    try {
      for await (const piece of readPieces(file)) reader.read(piece);
    } catch (error) {
      if (error instanceof StagebenchError) throw error;
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
    }
    reader.end();
  }
}

/** A series that has two values of a night. */
interface Twofold {
  readonly series: string;
  readonly runId: string;
}

/** Where rows stand is not kept: who needs it reads them again. Throws HISTORY_UNREADABLE in any case. */
async function refuseTwofold(folder: string, { series, runId }: Twofold): Promise<never> {
  let before: (Place & { readonly row: ParsedRow }) | undefined;
  const row = (one: ParsedRow, { file, line }: Place): void => {
    if (one.series !== series || !one.night.endsWith(`,${runId}`)) return;
    if (before !== undefined && !isSame(said(before.row), said(one)))
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${file}, line ${line}: run ${runId} has another value of ${series.replaceAll(',', ' ')} in ${before.file === file ? '' : `${before.file}, `}line ${before.line}.`,
      );
    before = { row: one, file, line };
  };
  await readFiles(folder, { row });
  throw new StagebenchError('HISTORY_UNREADABLE', `${folder} was changed while it was read.`);
}

const said = ({ value, state, inputs, surroundings }: ParsedRow): Said => ({
  ...{ value, state },
  pins: { ...inputs, ...surroundings },
});

/** A night whose rows are read. */
interface NightRead {
  readonly night: Night;
  /** What its times say of the control, ms: NaN if there was none; undefined as long as no time of it was read. */
  controlMs: number | undefined;
}

/**
 * The control strikes every time of a night, so all of them have the same: a row of another run would lend its own to them. A row of what is
 * exact may be a correction that an earlier version has written, with the control of a late night, and has no say.
 */
function tellControl(read: NightRead, controlMs: number, { file, line }: Place): void {
  if (Object.is(read.controlMs, controlMs)) return;
  if (read.controlMs !== undefined)
    throw new StagebenchError(
      'HISTORY_UNREADABLE',
      `${file}, line ${line}: run ${read.night.runId} has another control than in a line before: ${msOf(controlMs)} in place of ${msOf(read.controlMs)}.`,
    );
  read.controlMs = controlMs;
}

const msOf = (controlMs: number): string => (Number.isNaN(controlMs) ? 'none' : `${controlMs} ms`);

/** Puts rows of files together. */
class HistoryBuilder {
  readonly #nights = new Map<string, NightRead>();
  readonly #dates = new Map<string, string>();
  readonly #series = new Map<string, Point[]>();
  readonly #prints = new Map<string, number>();

  add(row: ParsedRow, place: Place): void {
    const read = this.#nights.get(row.night) ?? this.#newNight(row.night, place);
    const { night } = read;
    let points = this.#series.get(row.series);
    if (points === undefined) this.#series.set(row.series, (points = []));
    points.push(new ReadPoint(night, row));
    if (typeof row.value === 'number' && row.controlMs !== read.controlMs)
      tellControl(read, row.controlMs, place);
  }

  /** Wherever its rows stand, a night that gets another one has another checksum. */
  print(night: string, text: string): void {
    const runId = night.slice(night.indexOf(',') + 1);
    this.#prints.set(runId, crc32(text, this.#prints.get(runId)));
  }

  #newNight(name: string, { file, line }: Place): NightRead {
    const [at = '', runId = ''] = name.split(',');
    const known = this.#dates.get(runId);
    if (known !== undefined)
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${file}, line ${line}: run ${runId} began at ${known} in a line before.`,
      );
    this.#dates.set(runId, at);
    const read = { night: { runId, at }, controlMs: undefined };
    this.#nights.set(name, read);
    return read;
  }

  /** `twofold`: what cannot be put together. */
  built(): { readonly history: History; readonly twofold: Twofold | undefined } {
    const all = [...this.#nights.values()];
    const controls = all.flatMap(({ night, controlMs = NaN }) =>
      controlMs > 0 ? [[night.runId, controlMs] as const] : [],
    );
    let twofold: Twofold | undefined;
    const series = [...this.#series].map(([name, points]): Series => {
      const [app = '', strategy = '', scenario = '', metric = ''] = name.split(',');
      const ordered = inOrder(points);
      const other = ordered.find((point, index) => ordered[index - 1]?.night === point.night);
      if (other !== undefined) twofold ??= { series: name, runId: other.night.runId };
      return { app, strategy, scenario, metric, points: ordered };
    });
    const history = {
      ...{ nights: all.map(({ night }) => night).toSorted(byDate), controls: new Map(controls) },
      prints: this.#prints,
      series: new Map(series.map((one) => [seriesKey(one), one])),
    };
    return { history, twofold };
  }
}

const byDate = (a: Night, b: Night): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0;

/** By night, rows that say the same once. They nearly always are. */
function inOrder(points: readonly Point[]): readonly Point[] {
  const isInOrder = points.every((point, index) => {
    const before = points[index - 1];
    return before === undefined || byDate(before.night, point.night) < 0;
  });
  if (isInOrder) return points;
  return points
    .toSorted((a, b) => byDate(a.night, b.night))
    .filter((point, index, all) => {
      const before = all[index - 1];
      return before?.night !== point.night || !isSame(before, point);
    });
}

type Said = Pick<Point, 'value' | 'state' | 'pins'>;

const isSame = (one: Said, other: Said): boolean =>
  Object.is(one.value, other.value) &&
  one.state === other.state &&
  JSON.stringify(one.pins) === JSON.stringify(other.pins);
