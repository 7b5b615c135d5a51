import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { imageFacts, startFacts as start } from '../image-facts.fixture.ts';
import { manifest } from '../manifest.fixture.ts';
import { readResumable } from '../read/read-resumable.ts';
import { readRun } from '../read/read-run.ts';
import { repairResaved } from './resaved-rows.ts';
import { RunFolder } from '../run-folder/run-folder.ts';

let results: string;
beforeEach(async () => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-resaved-'));
  await using folder = await RunFolder.create(results, manifest);
  await folder.addImage({
    ...{ variant: { app: 'go', strategy: 'slim' }, state: 'built', start, facts: imageFacts() },
  });
  await folder.finish([], { outcome: 'interrupted' });
});
afterEach(() => {
  rmSync(results, { recursive: true });
});
const folder = (): string => path.join(results, 'r1');
const images = (): string => path.join(folder(), 'images.csv');

/** What Excel makes of a file as `CSV UTF-8`: https://en.wikipedia.org/wiki/Byte_order_mark and RFC 4180's CRLF. */
const asExcel = (text: string): string => `\u{feff}${text.replaceAll('\n', '\r\n')}`;
const asOldMac = (text: string): string => text.replaceAll('\n', '\r');
/** A program that keeps the head and adds or changes rows in its own way. */
const mixed = (text: string): string => text.replaceAll('\n', '\r\n').replace('\r\n', '\n');
const allQuoted = (text: string): string => text.replace(/^.*$/gm, (line) => line.replace(/[^,]+/g, '"$&"'));

test.each([
  ['a spreadsheet', asExcel, 'a byte order mark and CRLF at the ends of its lines'],
  ['a program of an old Macintosh', asOldMac, 'CR at the ends of its lines'],
  ['a program that kept the head', mixed, 'CRLF at the ends of some of its lines'],
  ['a program that quotes all', allQuoted, 'other quotes'],
])('what %s has saved is read; it goes on once it was repaired, byte for byte', async (_, save, how) => {
  const before = readFileSync(images(), 'utf8');
  const saved = save(before);
  writeFileSync(images(), saved);
  expect((await readRun(folder())).images).toHaveLength(1);
  await expect(readResumable(folder())).rejects.toMatchObject({
    code: 'ROWS_RESAVED',
    message: `${images()} was saved by another program: it has ${how}.`,
  });
  expect(await repairResaved(folder())).toEqual([expect.stringContaining('its 1 rows are the same')]);
  expect(readFileSync(images(), 'utf8')).toBe(before);
  expect(readFileSync(`${images()}.before-repair`, 'utf8')).toBe(saved);
  expect((await readResumable(folder())).images).toHaveLength(1);
  expect(await repairResaved(folder())).toEqual([]);
});

test('what has other columns is not touched', async () => {
  writeFileSync(images(), 'a,b\r\n1,2\r\n');
  const before = readdirSync(folder());
  expect(await repairResaved(folder())).toEqual([]);
  expect(readdirSync(folder())).toEqual(before);
});

test('a file that has a head and no row yet is repaired, whether its line ends or not', async () => {
  const before = readFileSync(images(), 'utf8').split('\n')[0] ?? '';
  for (const saved of [asExcel(before), asExcel(`${before}\n`), asOldMac(`${before}\n`)]) {
    writeFileSync(images(), saved);
    expect(await repairResaved(folder())).toEqual([expect.stringContaining('its 0 rows are the same')]);
    expect(readFileSync(images(), 'utf8')).toBe(`${before}\n`);
  }
});

test('what was repaired and what is kept of before are read by their user only, whoever could read them', async () => {
  writeFileSync(images(), asExcel(readFileSync(images(), 'utf8')));
  chmodSync(images(), 0o644);
  writeFileSync(`${images()}.new`, 'left by a repair that was killed', { mode: 0o644 });
  await repairResaved(folder());
  const modes = readdirSync(folder())
    .filter((name) => name.startsWith('images.csv'))
    .map((name) => `${name} ${(statSync(path.join(folder(), name)).mode & 0o777).toString(8)}`);
  expect(modes.toSorted()).toEqual(['images.csv 600', 'images.csv.before-repair 600']);
});

test('what an earlier repair has kept stays, and each has its own name', async () => {
  const before = readFileSync(images(), 'utf8');
  const all = [asExcel(before), asOldMac(before), allQuoted(before)];
  for (const saved of all) {
    writeFileSync(images(), saved);
    await repairResaved(folder());
  }
  const kept = ['before-repair', 'before-repair-2', 'before-repair-3'];
  expect(kept.map((name) => readFileSync(`${images()}.${name}`, 'utf8'))).toEqual(all);
  expect(readFileSync(images(), 'utf8')).toBe(before);
});

describe('a last row that is torn', () => {
  test.each([
    ['in the middle of a field', 'r1,go,alp'],
    ['in the middle of quotes', 'r1,go,"alp\r\n'],
    ['and ends like a line, as a program does that saves what it takes for a row', 'r1,go,alp\r\n'],
  ])('%s is cut off by who goes on; those before it are repaired', async (_, torn) => {
    const before = readFileSync(images(), 'utf8');
    writeFileSync(images(), `${asExcel(before)}${torn}`);
    expect(await repairResaved(folder())).toHaveLength(1);
    const { images: rows, keep, cuts } = await readResumable(folder());
    expect(rows).toHaveLength(1);
    expect(readFileSync(images()).subarray(0, keep.images).toString()).toBe(before);
    expect(cuts).toEqual(['images.csv ends in the middle of a row: its image is read again']);
  });

  test('is the last one: a short one further up is refused, and nothing is touched', async () => {
    const [head, row] = readFileSync(images(), 'utf8').split('\n');
    const saved = asExcel([head, 'r1,go,alp', row, ''].join('\n'));
    writeFileSync(images(), saved);
    const before = readdirSync(folder());
    await expect(repairResaved(folder())).rejects.toMatchObject({
      code: 'RESULTS_UNREADABLE',
      message: `${images()} cannot be repaired: row 1 has not the columns of its head.`,
    });
    expect(readdirSync(folder())).toEqual(before);
    expect(readFileSync(images(), 'utf8')).toBe(saved);
  });
});

test('what cannot be written is told as that, and the file stays', async () => {
  const saved = asExcel(readFileSync(images(), 'utf8'));
  writeFileSync(images(), saved);
  mkdirSync(`${images()}.new`);
  await expect(repairResaved(folder())).rejects.toMatchObject({ code: 'RESULTS_NOT_WRITABLE' });
  expect(readFileSync(images(), 'utf8')).toBe(saved);
});

test('20,000 rows are repaired in a heap of 24 MB', async () => {
  const [head = '', row = ''] = readFileSync(images(), 'utf8').split('\n');
  const many = Array.from({ length: 20_000 }, (_, index) => row.replace('slim', `s${index}`));
  const before = `${[head, ...many].join('\n')}\n`;
  writeFileSync(images(), asExcel(before));
  const program = `
    const { repairResaved } = await import(${JSON.stringify(path.join(import.meta.dirname, 'resaved-rows.ts'))});
    console.log(await repairResaved(${JSON.stringify(folder())}));`;
  const words = ['--max-old-space-size=24', '--input-type=module', '--eval', program];
  const { stdout } = await execa(process.execPath, words);
  expect(stdout).toContain('its 20000 rows are the same');
  expect(readFileSync(images(), 'utf8') === before).toBe(true);
});
