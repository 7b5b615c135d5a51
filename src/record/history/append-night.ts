import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import { timeMetric } from '../../domain/metrics/night.ts';
import { toCsv } from '../csv/to-csv.ts';
import { carried, haveSameInputs, isKnown } from './carried.ts';
import { seriesKey, type History, type NightRow, type Point, type Series } from './history.ts';
import { historyColumns, historyHead } from './year/fields-of.ts';
import { YearReader } from './year/parse-year.ts';
import { readHistory } from './read-history.ts';
import { isMadeUp, refuseMixture } from './refuse-mixture.ts';
import { replaceFile, underHistoryLock } from './write-under-lock.ts';

/** A history, and whether a night was new to it. */
interface Appended {
  /** With the night, whether it was there before or not. */
  readonly history: History;
  /** Whether the run had been given before. */
  readonly wasThere: boolean;
}

/**
 * Appends a night under a lock; one that is there already stays as it is. The file of its year is replaced in one step by one that has
 * the rows too, by night, so that nobody sees half a night. Throws HISTORY_UNREADABLE and touches nothing if any file of the history cannot
 * be read, or if it could not be read any more with this night; and HISTORY_NOT_WRITABLE, HISTORY_MIXED.
 */
export async function appendNight(folder: string, rows: readonly NightRow[]): Promise<Appended> {
  return underHistoryLock(folder, 'a night is appended', async () => {
    const [first] = rows;
    const before = await readHistory(folder);
    if (first === undefined || before.nights.some(({ runId }) => runId === first.run_id))
      return { history: before, wasThere: first !== undefined };
    refuseMixture(before, isMadeUp(first.engine), folder);
    const news = rows.filter((row) => isNews(before, row));
    const all = [...news, ...corrections(before, news)].toSorted(bySeries);
    // The latest year first: the night itself comes behind its corrections, so that it is not there before they are.
    for (const [year, some] of [...Map.groupBy(all, ({ night }) => night.slice(0, 4))].toReversed())
      await append(
        path.join(folder, `${year}.csv`),
        toCsv<NightRow>(historyColumns, some, false),
        first.run_id,
      );
    await writeAttributes(folder);
    return { history: await readHistory(folder), wasThere: false };
  });
}

/** The file with more rows. Throws HISTORY_UNREADABLE if it could not be read then: names of an image may hold anything. */
async function append(file: string, more: string, runId: string): Promise<void> {
  const before = await readFile(file, 'utf8').catch((error: unknown) => {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return historyHead;
    throw error;
  });
  try {
    new YearReader(file, { row: () => undefined }).read(historyHead + more);
  } catch (error) {
    throw new StagebenchError(
      'HISTORY_UNREADABLE',
      `Run ${runId} was not added: no history could hold its rows. ${(error as Error).message}`,
      { cause: error },
    );
  }
  await replaceFile(file, inOrder(before + more));
}

/** Night and run, as they stand at the beginning of a row: none of them has a comma. */
const nightOf = (row: string): string => row.slice(0, row.indexOf(',', row.indexOf(',') + 1));

/**
 * The rows by their nights, each as it is. They nearly always are: a merge may have put those of one side behind later ones, and a clock may
 * have gone back.
 */
function inOrder(text: string): string {
  const [head = '', ...rows] = text.split('\n').slice(0, -1);
  const nights = rows.map(nightOf);
  if (nights.every((night, place) => place === 0 || (nights[place - 1] ?? '') <= night)) return text;
  return `${[head, ...rows.toSorted((a, b) => compared(nightOf(a), nightOf(b)))].join('\n')}\n`;
}

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** Two branches that each add nights keep the rows of both when git merges them: their order says nothing. */
async function writeAttributes(folder: string): Promise<void> {
  const file = path.join(folder, '.gitattributes');
  const isThere = await readFile(file).then(
    () => true,
    () => false,
  );
  if (!isThere) await replaceFile(file, '*.csv merge=union\n');
}

/**
 * Times always are; what is exact only where it is not what it was, as of the newest night that has a row of it, or has inputs of which there
 * is no row.
 */
function isNews(history: History, row: NightRow): boolean {
  if (row.metric === timeMetric) return true;
  const points = seriesOf(history, row)?.points.filter(({ night }) => night.at <= row.night) ?? [];
  const inputs = inputsOf(row);
  const isAsIn = (point: Point | undefined): boolean =>
    point !== undefined && String(point.value) === (row.value ?? '') && point.state === row.state;
  return !isKnown(points, inputs) || !isAsIn(points.at(-1)) || !isAsIn(carried(points, inputs, row.night));
}

const inputsOf = ({ definition = '', base = '', lockfile = '' }: NightRow) => ({
  definition,
  base,
  lockfile,
});

const seriesOf = ({ series }: History, row: NightRow): Series | undefined =>
  series.get(seriesKey({ ...row, scenario: row.scenario ?? '' }));

/**
 * Of a night that comes after later ones were written: these say what is exact only where it changed, and would get the value of this night.
 * So the next one says again what it had, and so does the next one of the same inputs. These rows are of those nights: of the late one they
 * have nothing but the series.
 */
function corrections(history: History, news: readonly NightRow[]): NightRow[] {
  return news.flatMap((row): NightRow[] => {
    if (row.metric === timeMetric) return [];
    const points = seriesOf(history, row)?.points ?? [];
    const later = laterBuilds(history, row);
    const inputs = inputsOf(row);
    const next = new Map(
      [later[0], later.find(({ pins }) => haveSameInputs(pins, inputs))].flatMap((build) =>
        build === undefined ? [] : [[build.night, build]],
      ),
    );
    return [...next.values()].flatMap((build): NightRow[] => {
      const was = carried(points, build.pins, row.night);
      if (was === undefined || points.some(({ night }) => night === build.night)) return [];
      return [correction(row, was, build, history.controls.get(build.night.runId))];
    });
  });
}

/** What a later night has of a series, as of a row before it. */
function correction(
  { app, strategy, scenario, metric }: NightRow,
  { value, state }: Point,
  { night, pins, samples }: Point,
  control: number | undefined,
): NightRow {
  const isOfCell = isNamed(scenario);
  return {
    ...{ night: night.at, run_id: night.runId, app, strategy, scenario, metric, value: String(value), state },
    ...{ samples: isOfCell ? samples : undefined, control_ms: control },
    ...{ ...pins, cold_method: isOfCell ? pins.cold_method : undefined },
  };
}

const isNamed = (scenario: string | undefined): boolean => scenario !== undefined && scenario !== '';

/** Points of the later nights in which the cell of a row was built, or any cell of its image; one of each night, in their order. */
function laterBuilds({ series }: History, row: NightRow): Point[] {
  const own = [...series.values()].filter(
    ({ app, strategy, scenario, metric }) =>
      metric === timeMetric &&
      app === row.app &&
      strategy === row.strategy &&
      (!isNamed(row.scenario) || scenario === row.scenario),
  );
  const later = own.flatMap(({ points }) =>
    points.filter(({ night, state }) => night.at > row.night && state === 'built'),
  );
  return later.toSorted((a, b) => compared(a.night.at, b.night.at));
}

const keyOf = (row: NightRow): string =>
  [row.night, row.app, row.strategy, row.scenario ?? '', row.metric].join('\0');
const bySeries = (a: NightRow, b: NightRow): number =>
  keyOf(a) < keyOf(b) ? -1 : keyOf(a) > keyOf(b) ? 1 : 0;
