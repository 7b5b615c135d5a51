import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { appendNight } from '../../../record/history/append-night.ts';
import type { NightRow } from '../../../record/history/history.ts';
import { readHistory } from '../../../record/history/read-history.ts';
import { exactChanges } from './exact-changes.ts';

let root: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-merged-'));
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const folder = (name: string): string => path.join(root, name);
const linesOf = (name: string): string[] =>
  readFileSync(path.join(folder(name), '2026.csv'), 'utf8').split(/(?<=\n)/);

/** The rows of a night: a time, and a count of steps that its Dockerfile has. */
function rowsOf(day: number, definition: string, steps: number): NightRow[] {
  const common = {
    ...{ night: `2026-03-${String(day).padStart(2, '0')}T02:00:00.000Z`, run_id: `n${day}`, app: 'go' },
    ...{ strategy: 'slim', scenario: 'cold', state: 'built', definition, base: 'b1', lockfile: 'l1' },
    ...{ engine: '28', cpu_model: 'A', image_store: 'graphdriver' },
  };
  return [
    { ...common, metric: 'wall_ms', value: '1000' },
    { ...common, metric: 'steps_total', value: String(steps) },
  ] as NightRow[];
}
const append = (name: string, ...night: Parameters<typeof rowsOf>) =>
  appendNight(folder(name), rowsOf(...night));
const changes = async (name: string) =>
  exactChanges(await readHistory(folder(name))).map(
    ({ night, before, after, causes }) =>
      `${night.runId} ${before}→${after} ${causes.map(({ kind }) => kind).join()}`,
  );

/** As `merge=union` in .gitattributes does it: the lines of both sides. */
function merge(before: string, one: string, other: string, into: string): void {
  const own = (name: string) => linesOf(name).slice(linesOf(before).length - 1);
  const text = [...linesOf(before), ...own(one), ...own(other)].join('');
  mkdirSync(folder(into));
  writeFileSync(path.join(folder(into), '2026.csv'), text);
}

test('two branches that add a night each do not lend each other what is exact', async () => {
  await append('before', 1, 'd1', 8);
  for (const name of ['a', 'b']) cpSync(folder('before'), folder(name), { recursive: true });
  // One of them has a Dockerfile with one step more, the other the same as before: it writes no row for it.
  await append('a', 2, 'd2', 9);
  await append('b', 3, 'd1', 8);
  merge('before', 'a', 'b', 'merged');
  expect(await changes('merged')).toEqual(['n2 8→9 definition']);
  await append('merged', 4, 'd1', 8);
  await append('merged', 5, 'd1', 8);
  expect(await changes('merged')).toEqual(['n2 8→9 definition']);
  await append('merged', 6, 'd2', 9);
  expect(await changes('merged')).toEqual(['n2 8→9 definition', 'n6 8→9 definition']);
});

test('a change that is taken back is told, and what stays the same with another Dockerfile is none', async () => {
  await append('h', 1, 'd1', 8);
  await append('h', 2, 'd2', 9);
  await append('h', 3, 'd1', 8);
  await append('h', 4, 'd3', 8);
  await append('h', 5, 'd3', 8);
  expect(await changes('h')).toEqual(['n2 8→9 definition', 'n3 9→8 definition']);
  expect(linesOf('h').filter((line) => line.includes('steps_total'))).toHaveLength(4);
});
