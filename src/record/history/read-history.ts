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
export class HistoryBuilder {
  readonly #nights = new Map<string, Night>();
  readonly #series = new Map<string, Map<Night, Point>>();

  add(file: string, text: string): void {
    parseYear(file, text, (row, line) => {
      const night = this.#nightOf(row, file, line);
      const points = this.#series.get(row.series) ?? new Map<Night, Point>();
      this.#series.set(row.series, points);
      const point = pointOf(row, night);
      const before = points.get(night);
      if (before !== undefined && !isSame(before, point))
        throw new StagebenchError(
          'HISTORY_UNREADABLE',
          `${file}, line ${line}: run ${row.runId} has another value of ${row.series.replaceAll(',', ' ')} in a line before.`,
        );
      points.set(night, before ?? point);
    });
  }

  #nightOf({ runId, night: at }: ParsedRow, file: string, line: number): Night {
    const known = this.#nights.get(runId);
    if (known === undefined) {
      const night = { runId, at };
      this.#nights.set(runId, night);
      return night;
    }
    if (known.at !== at)
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${file}, line ${line}: run ${runId} began at ${known.at} in a line before.`,
      );
    return known;
  }

  history(): History {
    const nights = [...this.#nights.values()].toSorted(byDate);
    const series = [...this.#series].map(([name, points]): Series => {
      const [app = '', strategy = '', scenario = '', metric = ''] = name.split(',');
      return { app, strategy, scenario, metric, points: sorted([...points.values()]) };
    });
    return { nights, series: new Map(series.map((one) => [seriesKey(one), one])) };
  }
}

const byDate = (a: Night, b: Night): number =>
  a.at < b.at ? -1 : a.at > b.at ? 1 : a.runId < b.runId ? -1 : a.runId > b.runId ? 1 : 0;

/** They nearly always are. */
function sorted(points: Point[]): Point[] {
  const isSorted = points.every((point, index) => {
    const before = points[index - 1];
    return before === undefined || byDate(before.night, point.night) <= 0;
  });
  return isSorted ? points : points.toSorted((a, b) => byDate(a.night, b.night));
}

const pointOf = (row: ParsedRow, night: Night): Point => ({
  ...{ night, value: row.value, low: row.low, high: row.high, samples: row.samples },
  ...{ state: row.state, foreignCpu: row.foreignCpu, pins: row.pins },
});

const isSame = (one: Point, other: Point): boolean =>
  one.value === other.value &&
  one.state === other.state &&
  one.samples === other.samples &&
  JSON.stringify(one.pins) === JSON.stringify(other.pins);
