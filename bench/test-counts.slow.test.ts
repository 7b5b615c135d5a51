import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { describe, expect, onTestFinished, test } from 'vitest';
import { summaryLine, testCounts } from './test-counts.ts';

const root = path.join(import.meta.dirname, '..');

/** Lets vitest run a test file, and counts what it reports. */
async function counted(text: string) {
  const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-counts-'));
  onTestFinished(() => {
    rmSync(folder, { recursive: true });
  });
  symlinkSync(path.join(root, 'node_modules'), path.join(folder, 'node_modules'));
  writeFileSync(
    path.join(folder, 'a.test.mjs'),
    `import { test, describe, beforeAll } from 'vitest';\n${text}\n`,
  );
  writeFileSync(
    path.join(folder, 'vitest.config.mjs'),
    `export default { test: { include: ['a.test.mjs'], exclude: [] } };\n`,
  );
  const report = path.join(folder, 'report.json');
  const vitest = path.join(root, 'node_modules', 'vitest', 'vitest.mjs');
  const words = [vitest, 'run', '--root', folder, '--reporter=json', `--outputFile.json=${report}`];
  const { exitCode = 1 } = await execa(process.execPath, words, { reject: false, cwd: folder });
  return testCounts(readFileSync(report, 'utf8'), exitCode);
}

describe('what a real report of vitest counts as', () => {
  test.each([
    ['passed', 'test("a", () => {}); test("b", () => {});', { passed: 2, failed: 0, skipped: 0 }],
    [
      'failed',
      'test("a", () => {}); test("b", () => { throw new Error("no"); });',
      { passed: 1, failed: 1, skipped: 0 },
    ],
    [
      'skipped',
      'test("a", () => {}); test.skip("b", () => {}); test.todo("c");',
      { passed: 1, failed: 0, skipped: 2 },
    ],
    ['a file that cannot be loaded', 'throw new Error("no");', { passed: 0, failed: 1, skipped: 0 }],
    ['a file without a test', '', { passed: 0, failed: 1, skipped: 0 }],
    [
      'an error that no test saw',
      'test("a", () => { Promise.reject(new Error("no")); });',
      { passed: 1, failed: 1, skipped: 0 },
    ],
  ])('%s', async (_, text, counts) => {
    expect(await counted(text)).toEqual(counts);
  });

  test('a hook that throws: at least one failure', async () => {
    const { failed } = await counted('beforeAll(() => { throw new Error("no"); }); test("a", () => {});');
    expect(failed).toBeGreaterThan(0);
  });
});

test.each([
  ['no report at all', ''],
  ['a report of another form', '{"numPassedTests":3}'],
])('%s is a failure', (_, report) => {
  expect(testCounts(report, 0)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});

test.each([
  [[{ passed: 3, failed: 0, skipped: 0 }], '3 passed, 0 failed'],
  [
    [
      { passed: 3, failed: 1, skipped: 0 },
      { passed: 10, failed: 2, skipped: 0 },
    ],
    '13 passed, 3 failed',
  ],
  [
    [
      { passed: 3, failed: 0, skipped: 1 },
      { passed: 0, failed: 0, skipped: 4 },
    ],
    '3 passed, 0 failed, 5 skipped',
  ],
])('%o reads "%s"', (tiers, line) => {
  expect(summaryLine(tiers)).toBe(line);
});
