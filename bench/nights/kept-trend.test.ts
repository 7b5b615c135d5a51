import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readHistory } from '../../src/record/history/read-history.ts';
import { writeHistory } from '../../src/record/history/written-history.fixture.ts';
import { analyseTrend } from '../../src/stats/trend/analyse-trend.ts';
import { madeHistory } from '../../src/stats/trend/made-history.fixture.ts';
import { trendOf } from './trend-of.ts';

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(path.join(tmpdir(), 'stagebench-kept-'));
  folder = path.join(root, 'history');
});
afterEach(() => {
  rmSync(root, { recursive: true });
});

const judged = async () =>
  (
    await trendOf(folder, await readHistory(folder), {
      environment: { XDG_CACHE_HOME: path.join(root, 'cache') },
      definitions: { strategies: [], suites: [] },
    })
  ).trend;
const file = (): string => path.join(folder, '2026.csv');
const isLate = (row: string): boolean => /,n6[5-9],go,slim,cold,/.test(row);

/** 70 nights; a cell becomes slower in night 65, and its rows from there on are taken out: they come later, by hand. */
function writeWithout(): () => void {
  writeHistory(
    folder,
    madeHistory(70, (cell, night) => ({ ratio: cell === 'go/slim/cold' && night >= 65 ? 1.5 : 1 })),
  );
  const rows = readFileSync(file(), 'utf8').split(/(?<=\n)/);
  writeFileSync(file(), rows.filter((row) => !isLate(row)).join(''));
  const late = rows.filter(isLate);
  return () => {
    writeFileSync(file(), late.join(''), { flag: 'a' });
  };
}

test('what was kept is used as long as the rows of its nights are the same', async () => {
  writeWithout();
  const first = await judged();
  const [name = ''] = readdirSync(path.join(root, 'cache', 'stagebench', 'trend'));
  const kept = path.join(root, 'cache', 'stagebench', 'trend', name);
  const text = readFileSync(kept, 'utf8');
  // What was kept cannot be told from what is found anew: so another one is planted.
  writeFileSync(
    kept,
    text.replace(
      /"confirmed":\[\]/,
      '"confirmed":[{"scope":"cell","id":"go/slim/warm","kind":"confirmed","shift":1,"found":69,"since":67,"origins":[]}]',
    ),
  );
  expect(first.confirmed).toEqual([]);
  expect((await judged()).confirmed.map(({ subject }) => subject)).toEqual(['go/slim/warm']);
});

test('rows that are added by hand to nights that were seen are judged', async () => {
  const addRows = writeWithout();
  expect((await judged()).confirmed).toEqual([]);
  addRows();
  const trend = await judged();
  expect(trend.confirmed.map(({ subject }) => subject)).toEqual(['go/slim/cold']);
  expect(trend.confirmed).toEqual(analyseTrend(await readHistory(folder)).confirmed);
});

test('rows that are added between reading and keeping are judged the next time', async () => {
  const addRows = writeWithout();
  const history = await readHistory(folder);
  addRows();
  const environment = { XDG_CACHE_HOME: path.join(root, 'cache') };
  expect(
    (await trendOf(folder, history, { environment, definitions: { strategies: [], suites: [] } })).trend
      .confirmed,
  ).toEqual([]);
  expect((await judged()).confirmed.map(({ subject }) => subject)).toEqual(['go/slim/cold']);
});

test('a value that is changed by hand, in as many bytes, is judged', async () => {
  writeWithout();
  await judged();
  const before = readFileSync(file(), 'utf8');
  // Three nights in a row of one cell take twice as long: 2000 ms and more in place of 1000.
  const after = before.replaceAll(/(?<=,n6[789],go,slim,warm,wall_ms,)(?:1|9)(?=\d{2,3}\.)/g, (digit) =>
    digit === '1' ? '2' : '9',
  );
  expect(after).not.toBe(before);
  writeFileSync(file(), after);
  expect((await judged()).confirmed).toEqual(analyseTrend(await readHistory(folder)).confirmed);
});
