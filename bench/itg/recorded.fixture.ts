import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import { readRun } from '../../src/record/read/read-run.ts';

/** Everything one run has left on disk but the builds of the control; the summary as it was written, not derived again. */
export async function recorded(results: string, runId?: string) {
  const name = runId ?? (await runFolders(results)).at(-1);
  if (name === undefined) throw new Error(`there is no run in ${results}`);
  const folder = path.join(results, name);
  const summary = parse<Record<string, string>>(await readFile(path.join(folder, 'summary.csv'), 'utf8'), {
    columns: true,
  });
  const logs = await readdir(path.join(folder, 'logs')).catch(() => []);
  const run = await readRun(folder);
  const builds = run.builds.filter((row) => row.phase !== 'control');
  return { ...run, builds, name, summary, logs };
}

/** Run ids below a results folder, oldest first. */
export async function runFolders(results: string): Promise<string[]> {
  const entries = await readdir(results, { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory() && /^\d/.test(entry.name))
    .map(({ name }) => name)
    .toSorted();
}
