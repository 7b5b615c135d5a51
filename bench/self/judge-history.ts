import { readFile, writeFile } from 'node:fs/promises';
import { printOf } from '../../src/record/history/history.ts';
import { readHistory } from '../../src/record/history/read-history.ts';
import { analyseTrend, type KeptTrend } from '../../src/stats/trend/analyse-trend.ts';

/*
 * `judge-history.ts HISTORY STATE [more]`: reads and judges a history as a process does that was just started, and prints the CPU time of both
 * as JSON, in ms. Anew it writes what is to be kept to STATE; `more`: with what is kept there.
 */

/** What a process of its own has taken. */
export interface Judged {
  readonly reading: number;
  readonly judging: number;
}

const [history = '', state = '', more] = process.argv.slice(2);

/** CPU time of a piece of work, ms. To collect what was left by whatever came before it is no part of it. */
async function cpuOf<T>(work: () => T | Promise<T>): Promise<{ readonly ms: number; readonly made: T }> {
  globalThis.gc?.();
  const before = process.cpuUsage();
  const made = await work();
  const { user, system } = process.cpuUsage(before);
  return { ms: (user + system) / 1000, made };
}

const text = more === undefined ? undefined : await readFile(state, 'utf8');
const { ms: reading, made: read } = await cpuOf(() => readHistory(history));
const { ms: judging, made: trend } = await cpuOf(() =>
  analyseTrend(read, text === undefined ? {} : { kept: JSON.parse(text) as KeptTrend }),
);
if (text === undefined) await writeFile(state, JSON.stringify(trend.kept));
else {
  const { seen } = JSON.parse(text) as KeptTrend;
  if (printOf(read, seen.nights) !== seen.print) throw new Error('the kept nights are others');
}
process.stdout.write(JSON.stringify({ reading, judging } satisfies Judged));
