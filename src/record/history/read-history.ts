import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { seriesKey, type History, type Night, type Point, type Series } from './history.ts';
import { parseYear } from './parse-year.ts';

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
const ofHistory = /^(?:accepted\.csv|answers\.csv|history\.lock|\d{4}\.csv|\.)/;

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
  for (const file of await historyFiles(folder)) {
    const text = await readFile(file, 'utf8').catch((error: unknown) => {
      const { code } = error as NodeJS.ErrnoException;
      throw new StagebenchError('HISTORY_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
    });
    builder.add(file, text);
  }
  return builder.history();
}

/** Puts rows of files together. */
class HistoryBuilder {
  readonly #nights = new Map<string, Night>();
  readonly #dates = new Map<string, string>();
  readonly #series = new Map<string, Placed[]>();

  add(file: string, text: string): void {
    parseYear(file, text, (row, line) => {
      const night = this.#nights.get(row.night) ?? this.#newNight(row.night, file, line);
      let points = this.#series.get(row.series);
      if (points === undefined) this.#series.set(row.series, (points = []));
      const { value, samples, state, controlMs, pins } = row;
      points.push({ night, value, samples, state, controlMs, pins, file, line });
    });
  }

  #newNight(name: string, file: string, line: number): Night {
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

  history(): History {
    const nights = [...this.#nights.values()].toSorted(byDate);
    const series = [...this.#series].map(([name, points]): Series => {
      const [app = '', strategy = '', scenario = '', metric = ''] = name.split(',');
      return { app, strategy, scenario, metric, points: inOrder(points, name) };
    });
    return { nights, series: new Map(series.map((one) => [seriesKey(one), one])) };
  }
}

/** With where it stands. */
interface Placed extends Point {
  readonly file: string;
  readonly line: number;
}

const byDate = (a: Night, b: Night): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0;

/** By night, each night once. They nearly always are. */
function inOrder(points: readonly Placed[], series: string): readonly Point[] {
  const isInOrder = points.every((point, index) => {
    const before = points[index - 1];
    return before === undefined || byDate(before.night, point.night) < 0;
  });
  if (isInOrder) return points;
  return points
    .toSorted((a, b) => byDate(a.night, b.night))
    .filter((point, index, all) => {
      const before = all[index - 1];
      if (before?.night !== point.night) return true;
      if (isSame(before, point)) return false;
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${point.file}, line ${point.line}: run ${point.night.runId} has another value of ${series.replaceAll(',', ' ')} in line ${before.line}.`,
      );
    });
}

const isSame = (one: Placed, other: Placed): boolean =>
  Object.is(one.value, other.value) &&
  one.state === other.state &&
  JSON.stringify(one.pins) === JSON.stringify(other.pins);
