import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { imageFacts, startFacts as start } from './image-facts.fixture.ts';
import { manifest } from './manifest.fixture.ts';
import { readResumable } from './read-resumable.ts';
import { readRun } from './read-run.ts';
import { repairResaved } from './resaved-rows.ts';
import { RunFolder } from './run-folder.ts';

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
const allQuoted = (text: string): string => text.replace(/^.*$/gm, (line) => line.replace(/[^,]+/g, '"$&"'));

test.each([
  ['a spreadsheet', asExcel, 'a byte order mark and CRLF at the ends of its lines'],
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
