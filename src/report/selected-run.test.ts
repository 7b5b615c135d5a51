import { describe, expect, test } from 'vitest';
import { manifest } from '../record/manifest.fixture.ts';
import { buildRow as build, imageRow as image } from '../record/rows.fixture.ts';
import { analyseRun } from '../stats/analyse-run.ts';
import { chosenColumns } from './images/chosen-columns.ts';
import { selectedRun } from './selected-run.ts';
import type { Sources } from './table.ts';

const variants = ['go', 'node'].flatMap((app) =>
  ['single-stage', 'slim', 'alpine'].map((strategy) => ({ app, strategy })),
);
const cells = variants.flatMap((variant) => ['cold', 'warm'].map((scenario) => ({ ...variant, scenario })));
const sizes: Readonly<Record<string, number>> = { 'single-stage': 900, slim: 80, alpine: 300 };

/** Two apps, three strategies, two scenarios, eight rounds. alpine of node does not work. */
async function run(): Promise<Sources['run']> {
  const rows = {
    manifest: { ...manifest, plan: { seed: 1, rounds: 8, variants, cells, visits: [] } },
    builds: cells.flatMap((cell, place) =>
      Array.from({ length: 8 }, (_, index) =>
        build({ ...cell, round: index + 1, wall_ms: 1000 + 10 * place + index, steps_total: 4 }),
      ),
    ),
    images: variants.map((variant) =>
      variant.app === 'node' && variant.strategy === 'alpine'
        ? image({ ...variant, state: 'unhealthy', healthy: false, size_bytes: undefined })
        : image({ ...variant, size_bytes: sizes[variant.strategy] }),
    ),
  };
  return { rows, analysis: await analyseRun(rows, undefined, async () => {}) };
}
const variantsOf = ({ rows }: Sources['run']) => rows.images.map(({ app, strategy }) => `${app}/${strategy}`);

describe('a part of a run', () => {
  test('has the apps, strategies and scenarios that are asked for', async () => {
    const part = selectedRun(await run(), {
      apps: ['go'],
      strategies: ['slim', 'alpine'],
      scenarios: ['warm'],
    });
    expect(variantsOf(part)).toEqual(['go/slim', 'go/alpine']);
    expect(part.analysis.summary.map(({ strategy, scenario }) => `${strategy} ${scenario}`)).toEqual([
      'slim warm',
      'alpine warm',
    ]);
    expect(part.rows.builds.every(({ scenario }) => scenario === 'warm')).toBe(true);
  });

  test('keeps the verdicts of the whole: a p is not corrected for less because less is shown', async () => {
    const whole = await run();
    const part = selectedRun(whole, { apps: ['go'], strategies: ['slim'] });
    const same = whole.analysis.comparisons.filter(
      ({ cell }) => cell.app === 'go' && cell.strategy === 'slim',
    );
    expect(part.analysis.comparisons).toEqual(same);
    expect(same.map(({ time }) => time.familySize)).toEqual([3, 3]);
  });

  test.each([
    [{ apps: ['ruby'] }, 'There is no app "ruby".'],
    [{ scenarios: ['wram'] }, 'There is no scenario "wram". Did you mean "warm"?'],
    [{ sort: { column: 'size', isFalling: false } }, 'There is no column "size".'],
  ])('%j is refused', async (asked, why) => {
    const whole = await run();
    expect(() => selectedRun(whole, asked)).toThrow(why);
  });
});

describe('lines are sorted within their app', () => {
  const sorted = async (column: string, isFalling: boolean, scenarios?: string[]) =>
    variantsOf(selectedRun(await run(), { sort: { column, isFalling }, ...(scenarios && { scenarios }) }));

  test('by bytes, the smallest first; what has none comes last', async () => {
    expect(await sorted('size_bytes', false)).toEqual([
      ...['go/slim', 'go/alpine', 'go/single-stage'],
      ...['node/slim', 'node/single-stage', 'node/alpine'],
    ]);
    expect((await sorted('size_bytes', true)).slice(0, 3)).toEqual([
      'go/single-stage',
      'go/alpine',
      'go/slim',
    ]);
  });

  test('by a time, if it is of one scenario', async () => {
    expect((await sorted('wall_ms_median', true, ['cold'])).slice(0, 3)).toEqual([
      ...['go/alpine', 'go/slim', 'go/single-stage'],
    ]);
    await expect(sorted('wall_ms_median', true)).rejects.toThrow('name one (scenarios=cold)');
  });
});

describe('chosen columns', () => {
  test('of images make a line for each image; what does not work has no number', async () => {
    const part = selectedRun(await run(), { apps: ['node'] });
    const { cells: shown, data } = chosenColumns(part, ['size_bytes', 'state', 'user']);
    expect(shown.head).toEqual(['app', 'strategy', 'image', 'state', 'user']);
    expect(shown.rows.map((row) => row.slice(1))).toEqual([
      ['single-stage', '900 B', 'built', 'app'],
      ['slim', '80 B', 'built', 'app'],
      ['alpine', 'unhealthy', 'unhealthy', 'unhealthy'],
    ]);
    expect(data.rows[2]).toEqual(['node', 'alpine', null, 'unhealthy', 'app']);
  });

  test('of the summary make a line for each cell', async () => {
    const part = selectedRun(await run(), { apps: ['go'], strategies: ['slim'], digits: 2 });
    const { cells: shown, data } = chosenColumns(part, ['wall_ms_median', 'samples', 'layers']);
    expect(shown).toMatchObject({
      head: ['app', 'strategy', 'scenario', 'wall median', 'samples', 'layers'],
      rows: [
        ['go', 'slim', 'cold', '1.0 s', '8', '5'],
        ['go', 'slim', 'warm', '1.0 s', '8', '5'],
      ],
    });
    expect(data.rows[0]).toEqual(['go', 'slim', 'cold', 1023.5, 8, 5]);
  });

  test('that no file has are refused with the nearest name', async () => {
    const whole = await run();
    expect(() => chosenColumns(whole, ['size_byte'])).toThrow('Did you mean "size_bytes"?');
  });
});
