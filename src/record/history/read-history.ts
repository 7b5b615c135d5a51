import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { seriesKey, type History, type Night, type Point, type Series } from './history.ts';
import { parseYear, type ParsedRow } from './parse-year.ts';

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
  await eachRow(folder, (row, place) => {
    builder.add(row, place);
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

async function eachRow(folder: string, take: (row: ParsedRow, place: Place) => void): Promise<void> {
  const place = { file: '', line: 0 };
  for (const file of await historyFiles(folder)) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
    });
    place.file = file;
    // Half a million rows have one place, which moves.
    parseYear(file, text, (row, line) => {
      place.line = line;
      take(row, place);
    });
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
  await eachRow(folder, (row, { file, line }) => {
    if (row.series !== series || !row.night.endsWith(`,${runId}`)) return;
    if (before !== undefined && !isSame(before.row, row))
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${file}, line ${line}: run ${runId} has another value of ${series.replaceAll(',', ' ')} in ${before.file === file ? '' : `${before.file}, `}line ${before.line}.`,
      );
    before = { row, file, line };
  });
  throw new StagebenchError('HISTORY_UNREADABLE', `${folder} was changed while it was read.`);
}

/** Puts rows of files together. */
class HistoryBuilder {
  readonly #nights = new Map<string, Night>();
  readonly #dates = new Map<string, string>();
  readonly #series = new Map<string, Point[]>();
  readonly #controls = new Map<string, number>();

  add({ night: name, series, value, samples, state, pins, controlMs }: ParsedRow, place: Place): void {
    const night = this.#nights.get(name) ?? this.#newNight(name, place);
    let points = this.#series.get(series);
    if (points === undefined) this.#series.set(series, (points = []));
    points.push({ night, value, samples, state, pins });
    if (controlMs > 0 && !this.#controls.has(night.runId)) this.#controls.set(night.runId, controlMs);
  }

  #newNight(name: string, { file, line }: Place): Night {
    const [at = '', runId = ''] = name.split(',');
    const known = this.#dates.get(runId);
    if (known !== undefined)
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${file}, line ${line}: run ${runId} began at ${known} in a line before.`,
      );
    this.#dates.set(runId, at);
    const night = { runId, at };
    this.#nights.set(name, night);
    return night;
  }

  /** `twofold`: what cannot be put together. */
  built(): { readonly history: History; readonly twofold: Twofold | undefined } {
    const nights = [...this.#nights.values()].toSorted(byDate);
    let twofold: Twofold | undefined;
    const series = [...this.#series].map(([name, points]): Series => {
      const [app = '', strategy = '', scenario = '', metric = ''] = name.split(',');
      const ordered = inOrder(points);
      const other = ordered.find((point, index) => ordered[index - 1]?.night === point.night);
      if (other !== undefined) twofold ??= { series: name, runId: other.night.runId };
      return { app, strategy, scenario, metric, points: ordered };
    });
    const history = {
      ...{ nights, controls: this.#controls },
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
