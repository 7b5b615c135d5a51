import { describe, expect, test } from 'vitest';
import { manifest } from '../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../record/rows.fixture.ts';
import { analyseRun, type Rows } from '../stats/analyse-run.ts';
import { format as terminal } from './formats/text.ts';
import { runReport } from './run-report.ts';

const scenarios = ['cold', 'warm', 'edit-source', 'edit-deps'];
const cells = ['single-stage', 'distroless'].flatMap((strategy) =>
  scenarios.map((scenario) => ({ app: 'python', strategy, scenario })),
);
const variants = cells.filter(({ scenario }) => scenario === 'cold');

/** Every name and number as long as they get; distroless takes a tenth less. */
const rows: Rows = {
  manifest: { ...manifest, plan: { seed: 1, rounds: 8, variants, cells, visits: [] } },
  builds: cells.flatMap((cell) =>
    Array.from({ length: 8 }, (_, index) =>
      build({
        ...{ ...cell, round: index + 1, steps_total: 4 },
        wall_ms: (cell.strategy === 'distroless' ? 14_400 : 16_000) + index,
      }),
    ),
  ),
  images: variants.map(({ app, strategy }) =>
    image({
      app,
      strategy,
      size_bytes: 1_200_000_000,
      own_bytes: 62_900_000,
      start_ms: 660,
      user: 'nonroot',
    }),
  ),
};
async function printed(columns?: number, run = rows): Promise<string> {
  const analysis = await analyseRun(run, undefined, async () => {});
  return terminal.print(runReport({ rows: run, analysis }, 'results/r1'), columns);
}
const tableWidth = (text: string): number =>
  Math.max(...text.split('\n').flatMap((line) => (/^(python|app|─)/.test(line) ? [line.length] : [])));

describe('what a run found', () => {
  test('all of it, where nobody watches or there is room', async () => {
    expect(await printed()).toMatchInlineSnapshot(`
      "Run r1. Measured 2026-01-01 on the docker engine 28.0.0 (overlay2, buildx 0.20.0), a CPU, 2 cores, 8.00 GB memory, kernel 6.12.0.

                                             edit-   edit-
      app     strategy        cold    warm  source    deps    image      own  layers   start  user
      ───────────────────────────────────────────────────────────────────────────────────────────────
      python  single-stage  16.0 s  16.0 s  16.0 s  16.0 s  1.20 GB  62.9 MB       5  660 ms  nonroot
      python  distroless    14.4 s  14.4 s  14.4 s  14.4 s  1.20 GB  62.9 MB       5  660 ms  nonroot

      against single-stage:

      app     strategy                       cold                     warm              edit-source                edit-deps  image
      ─────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────────
      python  distroless  0.90 (0.90–0.90) faster  0.90 (0.90–0.90) faster  0.90 (0.90–0.90) faster  0.90 (0.90–0.90) faster   1.00

        times are medians of 8 builds
        ± half of the 95 % interval of a median: 0 %; summary.csv has all intervals; method: interpolated order statistics (Hettmansperger & Sheather 1986)
        an older version recorded this run (schema 1): it made one build a visit, and did not look at what other programs used
        image and time ÷ those of single-stage, time in the same round (Hodges-Lehmann); in brackets its 95 % interval, by exact signed ranks (Hodges & Lehmann 1963); ~ no difference shown (rounds flipped, moderated t, corrected for the one comparison of each scenario, minimum effect 1 %)
        8 of 8 cells built; docker engine 28.0.0, overlay2
        rows: results/r1
      "
    `);
    const wide = await printed(125);
    expect(wide).toMatch(/^python +distroless +(14\.4 s ±0.0% +){4}1\.20 GB +62\.9 MB +5 +660 ms +nonroot$/m);
    expect(wide).toMatch(/^python +distroless +(0\.90 \(0\.90–0\.90\) faster +){4}1\.00$/m);
  });

  test.each([125, 124, 100, 80, 60, 40])('fits into %i columns', async (columns) => {
    expect(tableWidth(await printed(columns))).toBeLessThanOrEqual(columns);
  });

  test('has all of it in a terminal of as many columns as it says, not in one less', async () => {
    expect(await printed(124)).toContain('a terminal of 125 columns also has room for: intervals');
    expect(await printed(125)).not.toContain('also has room for');
  });

  test('wraps what it says at its end, and breaks no folder and no command', async () => {
    const lines = (await printed(40)).trimEnd().split('\n').slice(-4);
    expect(lines.slice(1)).toEqual([
      '  8 of 8 cells built; docker engine',
      '    28.0.0, overlay2',
      '  rows: results/r1',
    ]);
  });

  test('wraps its footnotes in a terminal', async () => {
    const notes = (await printed(100)).split('\n').filter((line) => line.startsWith('  '));
    expect(Math.max(...notes.map(({ length }) => length))).toBeLessThanOrEqual(100);
    expect(notes).toContain(
      '  image and time ÷ those of single-stage, time in the same round (Hodges-Lehmann); in brackets its',
    );
  });

  test('breaks the table in two at 80 columns, so that nothing of it is left out', async () => {
    const text = await printed(80);
    expect(text).toMatch(/^python +distroless +(14\.4 s ±0.0% *){4}$/m);
    expect(text).toMatch(/^python +distroless +1\.20 GB +62\.9 MB +5 +660 ms +nonroot$/m);
    expect(text).toContain('a terminal of 125 columns also has room for: intervals');
    expect(text).toMatch(/^python +distroless +(0\.90 faster +){4}1\.00$/m);
  });
});

test.each([
  [{}, 'on this machine; times for 10, 100 and 1000 Mbit/s are computed'],
  [{ bandwidth: 100e6 }, 'on this machine, pulls over a line of 100 Mbit/s; times for'],
])('the table of what was moved says over which line: %o', async (options, title) => {
  const moved = rows.images.map((row) => ({
    ...row,
    transfer: 'measured' as const,
    transfer_bytes: 125_000,
  }));
  const limited: Rows = { ...rows, images: moved, manifest: { ...rows.manifest, schema: 3, options } };
  expect(await printed(undefined, limited)).toContain(`transfer of the images through a registry ${title}`);
});
