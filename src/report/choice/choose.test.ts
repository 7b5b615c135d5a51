import { describe, expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { ImageRow } from '../../record/rows.ts';
import { analyseRun } from '../../stats/analyse-run.ts';
import type { Sources } from '../table.ts';
import { choiceSentences } from './choice-text.ts';
import { choices } from './choose.ts';
import { nothingToChoose } from './left-out.ts';
import { planeText } from './plane-text.ts';
import { table as recommend } from '../tables/recommend.ts';

interface Given extends Partial<ImageRow> {
  readonly mb: number;
  readonly s: number;
  /** Only so many rounds have a sample. */
  readonly rounds?: number;
  /** By how many ms every second round is longer. */
  readonly noise?: number;
}

/** Variants of one app: MB, s of a rebuild, and whatever else. The times differ by 1 ms from round to round. */
async function run(given: Readonly<Record<string, Given>>, rounds = 8): Promise<Sources['run']> {
  const variants = Object.keys(given).map((strategy) => ({ app: 'go', strategy }));
  const cells = variants.map((variant) => ({ ...variant, scenario: 'edit-source' }));
  const rows = {
    manifest: { ...manifest, plan: { seed: 1, rounds, variants, cells, visits: [] } },
    builds: cells.flatMap((cell) =>
      Array.from({ length: given[cell.strategy]?.rounds ?? rounds }, (_, index) =>
        build({
          ...cell,
          round: index + 1,
          wall_ms:
            (given[cell.strategy]?.s ?? 0) * 1000 + index + (index % 2) * (given[cell.strategy]?.noise ?? 0),
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

describe('an order of times', () => {
  const why = async (given: Readonly<Record<string, Given>>, rounds?: number): Promise<string> => {
    const found = await chosen(given, rounds);
    return found === undefined ? '' : choiceSentences(found)[1];
  };
  const frontOf = async (given: Readonly<Record<string, Given>>, rounds?: number) =>
    (await chosen(given, rounds))?.front.map(({ strategy }) => strategy);

  test('is that of the test: 3 % slower in every round is slower, although the intervals of the medians overlap', async () => {
    const given = {
      'single-stage': { mb: 100, s: 2, noise: 200 },
      slim: { mb: 80, s: 2.06, noise: 206 },
    };
    const { rows, analysis } = await run(given);
    const [a, b] = analysis.summary;
    expect(a?.wall_ms_high).toBeGreaterThan(b?.wall_ms_low ?? Infinity);
    expect(analysis.comparisons[0]?.time.verdict.kind).toBe('slower');
    const [found] = choices({ rows, analysis });
    expect(found?.front.map(({ strategy }) => strategy)).toEqual(['slim', 'single-stage']);
  });

  test('two with the same bytes and no difference in time: nobody beats, and it says so', async () => {
    const given = { slim: { mb: 100, s: 2 }, again: { mb: 100, s: 2 }, 'single-stage': { mb: 200, s: 2 } };
    expect(await frontOf(given)).toEqual(['slim', 'again']);
    expect(await why(given)).toBe(
      'It is 2.00 times smaller than single-stage (200 MB), and no difference in time was shown (2.00 s). 1 of 3 is beaten: another one is smaller and not shown to be slower. again is as small, and no difference in time was shown.',
    );
  });

  test('two with the same bytes: the slower one is beaten', async () => {
    const given = { 'single-stage': { mb: 100, s: 2 }, again: { mb: 100, s: 3 } };
    expect(await why(given)).toBe('1 of 2 is beaten: another one is as small and faster.');
    const alike = { 'single-stage': { mb: 100, s: 2 }, again: { mb: 100, s: 2, noise: -1 } };
    expect(await why(alike)).toBe(
      'It is as small as single-stage (100 MB), and no difference in time was shown (2.00 s). No variant beats another one.',
    );
  });

  test('is unknown for one cell with few samples, and known for the others', async () => {
    const found = await chosen({
      'single-stage': { mb: 1000, s: 2 },
      slim: { mb: 250, s: 2 },
      scratch: { mb: 200, s: 1, rounds: 5 },
    });
    expect(found?.front.map(({ strategy }) => strategy)).toEqual(['slim']);
    expect(found?.unordered.map(({ strategy }) => strategy)).toEqual(['scratch']);
    expect(found && choiceSentences(found)[1]).toContain(
      '1 of 3 is beaten: another one is smaller and not shown to be slower. scratch had too few samples to be held against the others.',
    );
  });

  test('below 6 rounds there is none: the plane speaks of sizes alone', async () => {
    const found = await chosen({ 'single-stage': { mb: 1000, s: 2 }, slim: { mb: 250, s: 9 } }, 5);
    expect(found).toMatchObject({ front: [], beaten: [] });
    expect(found && planeText(found)).toBe(
      'go: size of the image, and time of edit-source builds. The smallest image is slim (250 MB), the largest single-stage (1.00 GB). There are too few samples to order the times: an order takes 6 rounds.',
    );
  });

  test.each([
    [
      'larger than the baseline',
      { 'single-stage': { mb: 100, s: 8 }, slim: { mb: 120, s: 2 } },
      /^It is 1\.20 times as large as single-stage \(100 MB\) and faster: it takes 0\.25 times/,
    ],
    [
      'hardly smaller',
      { 'single-stage': { mb: 100, s: 2 }, slim: { mb: 99.9, s: 2 } },
      /^It is 100 kB smaller than single-stage \(100 MB\), and no difference in time was shown/,
    ],
    [
      'as small',
      { 'single-stage': { mb: 100, s: 2 }, slim: { mb: 100, s: 1 } },
      /^It is as small as single-stage \(100 MB\) and faster/,
    ],
  ] as const)('an image that is %s is not called smaller', async (_, given, text) => {
    expect(await why(given)).toMatch(text);
  });

  test('of the same bytes without an order none is called the smallest, nor is the only one', async () => {
    expect(await why({ slim: { mb: 100, s: 2 }, again: { mb: 100, s: 3 } }, 3)).toMatch(
      /^None is smaller, and again is as small\./,
    );
    expect(await why({ slim: { mb: 100, s: 2 } }, 3)).toBe(
      'It is the only one: there is nothing to hold it against.',
    );
  });
});

describe('the table of choices', () => {
  const notes = async (given: Readonly<Record<string, Given>>, rounds?: number) =>
    recommend.show(await run(given, rounds))[0]?.footnotes;
  const two = { 'single-stage': { mb: 100, s: 2 }, slim: { mb: 80, s: 2 } };

  test('says the rule that was used', async () => {
    expect(await notes(two)).toEqual([expect.stringContaining('the smallest product of the two')]);
    expect(await notes(two, 3)).toEqual([
      expect.stringMatching(/^the choice: the smallest image, as fewer than 6 rounds/),
    ]);
  });

  test('says what it leaves out', async () => {
    const broken = { mb: 5, s: 1, state: 'unhealthy', healthy: false } as const;
    const alpine = { mb: 5, s: 1, base_source: 'substitute' } as const;
    expect((await notes({ ...two, alpine, scratch: broken }))?.slice(1)).toEqual([
      "1 image on a substitute base is left out: it has other bytes and times than upstream's",
      'left out, because the image does not work or was not read: go/scratch (unhealthy)',
    ]);
    expect(await notes({ alpine })).toContain(
      'go: there is nothing to choose from, as every image stands on a substitute base',
    );
    expect(nothingToChoose(await run({ scratch: broken }), 'go')).toContain(
      'no variant has both an image that works and a time of edit-source',
    );
  });
});

describe('what turns it over', () => {
  test('more rebuilds for each pull than a faster one saves: 80 MB at 100 Mbit/s are 6.4 s, of 0.8 s a rebuild', async () => {
    const found = await chosen({
      'single-stage': { mb: 100, s: 2, transfer_bytes: 100e6 },
      slim: { mb: 20, s: 2.8, transfer_bytes: 20e6 },
    });
    expect(found?.choice.strategy).toBe('slim');
    const [flip] = found?.flips ?? [];
    expect(flip).toMatchObject({ kind: 'rebuilds', take: { strategy: 'single-stage' } });
    expect(flip?.kind === 'rebuilds' && flip.perPull).toBeCloseTo(8, 1);
    expect(found && choiceSentences(found)).toEqual([
      'For go, take slim: 20.0 MB, and a rebuild after an edit of the sources takes 2.80 s.',
      'It is 5.00 times smaller than single-stage (100 MB) and slower: it takes 1.40 times as long (2.00 s). No variant beats another one.',
      'If you rebuild more than 8.0 times for each pull over 100 Mbit/s, take single-stage: it builds in 2.00 s and has 100 MB.',
    ]);
  });

  test('more pulls for each rebuild, where the other one is smaller and slower', async () => {
    const found = await chosen({
      slim: { mb: 20, s: 1, transfer_bytes: 20e6 },
      scratch: { mb: 15, s: 2, transfer_bytes: 15e6 },
    });
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

describe('without a pull of both images that was measured', () => {
  test.each([
    [
      'a faster one, if time counts',
      { slim: { mb: 20, s: 2.8, transfer_bytes: 7e6 }, 'single-stage': { mb: 100, s: 2 } },
      'If time counts more than size, take single-stage: it builds in 2.00 s and has 100 MB.',
    ],
    [
      'a smaller one, if size counts',
      { slim: { mb: 20, s: 1 }, scratch: { mb: 15, s: 2, transfer_bytes: 7e6 } },
      'If size counts more than time, take scratch: it has 15.0 MB and builds in 2.00 s.',
    ],
    // The larger image moves fewer bytes: nothing is to be weighed.
    [
      'one that is larger and yet moves less',
      {
        slim: { mb: 20, s: 2.8, transfer_bytes: 9e6 },
        'single-stage': { mb: 100, s: 2, transfer_bytes: 7e6 },
      },
      'If time counts more than size, take single-stage: it builds in 2.00 s and has 100 MB.',
    ],
  ] as const)('pulls are not weighed: %s', async (_, given, text) => {
    const found = await chosen(given);
    expect(found && choiceSentences(found)[2]).toBe(text);
  });

  test('a shell that costs no byte more', async () => {
    const found = await chosen({ scratch: { mb: 140, s: 1, shells: 0 }, slim: { mb: 100, s: 2 } });
    expect(found?.choice.strategy).toBe('scratch');
    expect(found && choiceSentences(found)[2]).toContain('the smallest with a shell: 40.0 MB less.');
  });
});

test('an app without any candidate has none', async () => {
  expect(await chosen({ slim: { mb: 1, s: 1, state: 'failed', healthy: false } })).toBeUndefined();
});
