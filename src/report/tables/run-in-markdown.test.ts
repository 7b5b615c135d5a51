import { expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import { analyseRun, type Rows } from '../../stats/analyse-run.ts';
import { format } from '../formats/md.ts';
import { table as ratios } from './ratios.ts';
import { table as summary } from './summary.ts';

const cells = ['single-stage', 'slim'].map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));

/** single-stage and slim, which takes a tenth longer. */
const run = (rounds: number): Rows => ({
  manifest: { ...manifest, plan: { seed: 1, rounds, variants: cells, cells, visits: [] } },
  builds: cells.flatMap((cell) =>
    Array.from({ length: rounds }, (_, index) =>
      build({
        ...{ ...cell, round: index + 1, steps_total: 4 },
        wall_ms: (cell.strategy === 'slim' ? 1100 : 1000) + index,
      }),
    ),
  ),
  images: cells.map(({ strategy }) =>
    image({ strategy, size_bytes: strategy === 'slim' ? 83_000_000 : 1_090_000_000 }),
  ),
});
async function markdown(rows: Rows): Promise<string> {
  const run = { rows, analysis: await analyseRun(rows, undefined, async () => {}) };
  return format.print({ tables: [...summary.show(run), ...ratios.show(run)] });
}

test('caption, table and notes; then the verdicts with theirs', async () => {
  expect(await markdown(run(8))).toMatchInlineSnapshot(`
    "Measured 2026-01-01 on the docker engine 28.0.0 (overlay2, buildx 0.20.0), a CPU, 2 cores, 8.00 GB memory, kernel 6.12.0; run r1; 2 images: 2 on registry bases; 8 rounds, 16 samples, seed 1.

    | app | strategy     |         cold |   image |     own | layers | start | user |
    | :-- | :----------- | -----------: | ------: | ------: | -----: | ----: | :--- |
    | go  | single-stage | 1.00 s ±0.3% | 1.09 GB | 6.50 MB |      5 | 12 ms | app  |
    | go  | slim         | 1.10 s ±0.2% | 83.0 MB | 6.50 MB |      5 | 12 ms | app  |

    - times are medians of 8 builds
    - ± half of the 95 % interval of a median: 0.2 % to 0.3 %, widest for go/single-stage/cold; summary.csv has all intervals; method: interpolated order statistics (Hettmansperger & Sheather 1986)
    - an older version recorded this run (schema 1): it made one build a visit, and did not look at what other programs used

    Against single-stage.

    | app | strategy |                    cold | image |
    | :-- | :------- | ----------------------: | ----: |
    | go  | slim     | 1.10 (1.10–1.10) slower | 0.076 |

    - image and time ÷ those of single-stage, time in the same round (Hodges-Lehmann); in brackets its 95 % interval, by exact signed ranks (Hodges & Lehmann 1963); ~ no difference shown (rounds flipped, moderated t, corrected for 1 comparison of cold builds, minimum effect 1 %)"
  `);
});

test('too few samples: one sentence in place of the verdicts', async () => {
  const text = await markdown(run(2));
  expect(text).not.toContain('Against');
  expect(text.split('\n').at(-1)).toBe(
    '- no verdicts against single-stage: 2 samples in each cell are too few for a verdict, which takes 6 rounds with samples of a cell and of its baseline',
  );
});
