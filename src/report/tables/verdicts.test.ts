import { expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { analyseRun, type Rows } from '../../stats/analyse-run.ts';
import { format } from '../formats/md.ts';
import { table } from './verdicts.ts';

const cells = ['slim', 'slim-plus-10'].map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));

/** The second takes a tenth longer; both go up and down by 1 %. */
const run = (changes: Partial<Rows['manifest']> = {}, rounds = 8): Rows => ({
  manifest: {
    ...manifest,
    plan: { seed: 1, rounds, variants: cells, cells, visits: [] },
    baselines: { 'slim-plus-10': 'slim' },
    ...changes,
  },
  builds: cells.flatMap((cell) =>
    Array.from({ length: rounds }, (_, index) =>
      build({
        ...{ ...cell, round: index + 1, steps_total: 4 },
        wall_ms: (cell.strategy === 'slim' ? 1000 : 1100) + (index % 2 === 0 ? 10 : -10),
      }),
    ),
  ),
  images: cells.map(({ strategy }) => image({ strategy })),
});
const markdown = async (rows: Rows): Promise<string> =>
  format.print({ tables: table.show({ rows, analysis: await analyseRun(rows, undefined, async () => {}) }) });

test('every comparison is a line, and how many differences were claimed is said first', async () => {
  const lines = (await markdown(run())).split('\n');
  expect(lines[0]).toContain('8 rounds, 16 samples, seed 1. **1 comparison: 1 difference claimed, 0 not.**');
  expect(lines.find((line) => line.includes('slim-plus-10'))).toMatch(
    /^\| go +\| slim-plus-10 +\| slim +\| cold +\| +8 \| +1\.10 s \| +1\.00 s \| 1\.10 \(.*\) \| +0\.008 \| slower +\|$/,
  );
});

test.each([
  // 2 of the 2^8 flips of rounds have all ratios on one side.
  ['8 rounds', 8, /\| 1\.10 \(\S+\) \| 0\.008 \| slower +\|/],
  ['too few for a verdict', 2, /\| 1\.1 s \| 1\.0 s \| – \| – \| needs 6 samples \|/],
])('ratio, corrected p and verdict have a column each: %s', async (_, rounds, columns) => {
  const text = await markdown(run({}, rounds));
  expect(text).toMatch(/\| ratio +\| +p \(corrected\) \| verdict +\|/);
  expect(text.replaceAll(/ +/g, ' ')).toMatch(columns);
});

test('no difference is a tilde, and the ratio is not said twice', async () => {
  const rows = run();
  const same = rows.builds.map((row) => ({ ...row, wall_ms: row.round }));
  expect(await markdown({ ...rows, builds: same })).toMatch(/\| 1\.00 \(\S+\) \| +1\.000 \| ~ +\|/);
});

test('what was planted stands beside what was to be expected of it', async () => {
  const planted = {
    calibrationMs: { 'go.Dockerfile': [990, 1000, 1010] },
    sleepMs: { 'go/slim-plus-10': 100 },
  };
  const text = await markdown(run({ planted }));
  // 100 ms of 1,000 ms, ten times the noise: it cannot be missed.
  expect(text).toMatch(/\| go\/slim-plus-10 +\| +100 ms \| +10\.0 % \| +8 \|.*\| +100 % \| slower +\|/);
  expect(text).toContain('- the sleeps are shares of cold builds before the run: 990 ms, 1.00 s, 1.01 s');
});

test('too few samples are no verdict, and are counted apart', async () => {
  expect(await markdown(run({}, 2))).toContain(
    '**1 comparison: 0 differences claimed, 0 not, 1 without enough samples.**',
  );
});

test('what "no difference" is worth is said: what would have been found, how all lean together, and what chance gives', async () => {
  const text = await markdown(run());
  expect(text).toMatch(
    /a difference of \d+\.\d % \(cold\) in one of them would have been found with a chance of 80 %/,
  );
  // The ratios are 1110 ÷ 1010 and 1090 ÷ 990 in turns.
  expect(text).toContain(
    '- cold: all 1 together took +10.0 % against their baselines (95 % interval over the rounds: +9.9 % to +10.1 %)',
  );
  expect(text).toContain(
    '- cold: of 1 p-values before correction, 1 up to 0.05 (by chance 0.1), 1 up to 0.25 (by chance 0.3), 1 up to 0.5 (by chance 0.5)',
  );
});
