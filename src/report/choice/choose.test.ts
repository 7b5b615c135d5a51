import { describe, expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { ImageRow } from '../../record/rows.ts';
import { analyseRun } from '../../stats/analyse-run.ts';
import type { Sources } from '../table.ts';
import { choiceSentences } from './choice-text.ts';
import { choices } from './choose.ts';

interface Given extends Partial<ImageRow> {
  readonly mb: number;
  readonly s: number;
}

/** Variants of one app: MB, s of a rebuild, and whatever else. The times differ by 1 ms from round to round. */
async function run(given: Readonly<Record<string, Given>>, rounds = 8): Promise<Sources['run']> {
  const variants = Object.keys(given).map((strategy) => ({ app: 'go', strategy }));
  const cells = variants.map((variant) => ({ ...variant, scenario: 'edit-source' }));
  const rows = {
    manifest: { ...manifest, plan: { seed: 1, rounds, variants, cells, visits: [] } },
    builds: cells.flatMap((cell) =>
      Array.from({ length: rounds }, (_, index) =>
        build({
          ...cell,
          round: index + 1,
          wall_ms: (given[cell.strategy]?.s ?? 0) * 1000 + index,
          steps_total: 4,
        }),
      ),
    ),
    images: variants.map((variant) => {
      const { mb, s, ...changes } = given[variant.strategy] ?? { mb: 0, s: 0 };
      expect(s).toBeGreaterThan(0);
      return image({ ...variant, shells: 1, size_bytes: mb * 1e6, ...changes });
    }),
  };
  return { rows, analysis: await analyseRun(rows, undefined, async () => {}) };
}
const chosen = async (given: Readonly<Record<string, Given>>, rounds?: number) =>
  choices(await run(given, rounds))[0];

describe('the choice', () => {
  test('is of the variants that no other one beats in both size and time', async () => {
    const found = await chosen({
      'single-stage': { mb: 1000, s: 2 },
      slim: { mb: 250, s: 2.5 },
      // Larger and slower than slim.
      alpine: { mb: 300, s: 3 },
      scratch: { mb: 200, s: 9 },
    });
    expect(found?.front.map(({ strategy }) => strategy)).toEqual(['scratch', 'slim', 'single-stage']);
    // 200 × 9 = 1800, 250 × 2.5 = 625, 1000 × 2 = 2000.
    expect(found?.choice.strategy).toBe('slim');
  });

  test('of two that nobody can tell apart by time, the larger one is beaten', async () => {
    const found = await chosen({ 'single-stage': { mb: 1000, s: 2 }, slim: { mb: 250, s: 2 } });
    expect(found?.front.map(({ strategy }) => strategy)).toEqual(['slim']);
  });

  test('is never a substitute, and nothing that does not work', async () => {
    const found = await chosen({
      slim: { mb: 250, s: 2 },
      alpine: { mb: 10, s: 1, base_source: 'substitute' },
      scratch: { mb: 5, s: 1, state: 'unhealthy', healthy: false },
    });
    expect(found?.all.map(({ strategy }) => strategy)).toEqual(['slim']);
  });

  test('with too few samples is the smallest, and says so', async () => {
    const found = await chosen({ 'single-stage': { mb: 1000, s: 2 }, slim: { mb: 250, s: 9 } }, 3);
    expect(found?.choice.strategy).toBe('slim');
    expect(found && choiceSentences(found)[1]).toContain('too few samples to order the times');
  });
});

describe('what turns it over', () => {
  test('more rebuilds for each pull than a faster one saves: 80 MB at 100 Mbit/s are 6.4 s, of 0.8 s a rebuild', async () => {
    const found = await chosen({ 'single-stage': { mb: 100, s: 2 }, slim: { mb: 20, s: 2.8 } });
    expect(found?.choice.strategy).toBe('slim');
    const [flip] = found?.flips ?? [];
    expect(flip).toMatchObject({ kind: 'rebuilds', take: { strategy: 'single-stage' } });
    expect(flip?.kind === 'rebuilds' && flip.perPull).toBeCloseTo(8, 1);
    expect(found && choiceSentences(found)).toEqual([
      'For go, take slim: 20.0 MB, and a rebuild after an edit of the sources takes 2.80 s.',
      'It is 5.00 times smaller than single-stage (100 MB) and takes 1.40 times as long (2.00 s). No other one is both smaller and as fast.',
      'If you rebuild more than 8.0 times for each pull over 100 Mbit/s, take single-stage: it builds in 2.00 s and has 100 MB.',
    ]);
  });

  test('more pulls for each rebuild, where the other one is smaller and slower', async () => {
    const found = await chosen({ slim: { mb: 20, s: 1 }, scratch: { mb: 15, s: 2 } });
    expect(found?.choice.strategy).toBe('slim');
    // 5 MB are 0.4 s, and a rebuild takes 1 s more.
    expect(found?.flips[0]).toMatchObject({ kind: 'pulls', take: { strategy: 'scratch' } });
    expect(found && choiceSentences(found)[2]).toMatch(
      /^If you pull more than 2\.5 times over 100 Mbit\/s for each rebuild, take scratch/,
    );
  });

  test('somebody who has to get into the container: the smallest with a shell', async () => {
    const found = await chosen({
      slim: { mb: 80, s: 2 },
      'multi-stage': { mb: 800, s: 2 },
      distroless: { mb: 30, s: 2, shells: 0 },
    });
    expect(found?.flips).toMatchObject([{ kind: 'shell', take: { strategy: 'slim' } }]);
    expect(found && choiceSentences(found)[2]).toContain(
      'take slim, the smallest with a shell: 50.0 MB more.',
    );
  });
});

test('an app without any candidate has none', async () => {
  expect(await chosen({ slim: { mb: 1, s: 1, state: 'failed', healthy: false } })).toBeUndefined();
});
