import { describe, expect, test } from 'vitest';
import { buildRow as build, imageRow as image } from '../../record/rows.fixture.ts';
import type { BuildRow, ImageRow } from '../../record/rows.ts';
import { compareCells } from './compare-cells.ts';

const cells = ['single-stage', 'slim', 'alpine'].flatMap((strategy) =>
  ['cold', 'warm'].map((scenario) => ({ app: 'go', strategy, scenario })),
);
const images = ['single-stage', 'slim', 'alpine'].map((strategy) => image({ strategy }));
const against = new Map([
  ['slim', 'single-stage'],
  ['alpine', 'single-stage'],
]);

/** Eight samples around each time, of every cell named. */
const builds = (times: Record<string, number>): BuildRow[] =>
  Object.entries(times).flatMap(([cell, time]) => {
    const [strategy = '', scenario = ''] = cell.split(' ');
    return Array.from({ length: 8 }, (_, index) =>
      build({ strategy, scenario, round: index + 1, wall_ms: time + index, steps_total: 4 }),
    );
  });
const usual = builds({ 'single-stage cold': 1000, 'slim cold': 1200, 'alpine cold': 1001 });

const compare = async (rows: BuildRow[], baselines = against, facts: ImageRow[] = images) =>
  (await compareCells({ cells, builds: rows, images: facts }, baselines, 1, async () => {})).map(
    ({ time, ...rest }) => ({ ...rest, id: time.id, verdict: time.verdict, time }),
  );

describe('a run held against its baseline', () => {
  test('every cell against the same app and scenario, in the order of the plan; the baseline against nothing', async () => {
    expect((await compare(usual)).map(({ id, verdict: { kind } }) => `${id} ${kind}`)).toEqual([
      'go/slim/cold slower',
      'go/slim/warm none',
      'go/alpine/cold same',
      'go/alpine/warm none',
    ]);
  });

  test('the family are all of a scenario that were tested', async () => {
    const rows = [...usual, ...builds({ 'single-stage warm': 100, 'slim warm': 100 })];
    const sizes = (await compare(rows)).map(({ id, time }) => [id, time.familySize]);
    expect(sizes).toEqual([
      ['go/slim/cold', 2],
      ['go/slim/warm', 1],
      ['go/alpine/cold', 2],
      ['go/alpine/warm', undefined],
    ]);
  });

  test('each against its own, where there are several baselines', async () => {
    const pairs = await compare(usual, new Map([['alpine', 'slim']]));
    expect(pairs.map(({ cell, baseline }) => `${cell.strategy} ÷ ${baseline.strategy}`)).toEqual([
      'alpine ÷ slim',
      'alpine ÷ slim',
    ]);
    expect(pairs[0]?.verdict.kind).toBe('faster');
  });

  test('nothing against a baseline that was not planned', async () => {
    expect(await compare(usual, new Map([['slim', 'scratch']]))).toEqual([]);
  });
});

test('only rounds count in which both were measured: drift is no difference', async () => {
  const drifting = usual.map((row) => ({ ...row, wall_ms: 1000 + 30 * row.round }));
  const short = drifting.filter(({ strategy, round }) => strategy !== 'slim' || round <= 6);
  const [first, , second] = await compare(short);
  expect(first?.time).toMatchObject({ samples: 6, baselineSamples: 6, ratio: 1, verdict: { kind: 'same' } });
  expect(first?.time).toMatchObject({ medianMs: 1105, baselineMedianMs: 1105 });
  expect(second?.time).toMatchObject({ samples: 8, baselineSamples: 8 });
});

test.each<[string, Partial<BuildRow>, ImageRow[]]>([
  ['invalid', { state: 'invalid' }, images],
  ['of an image that does not work', {}, images.map((one) => ({ ...one, healthy: false }))],
])('samples %s do not count', async (_, changes, facts) => {
  const rows = usual.map((row) => (row.strategy === 'slim' ? { ...row, ...changes } : row));
  expect((await compare(rows, against, facts))[0]?.verdict).toEqual({ kind: 'none' });
});

test('size, layers and steps are compared exactly, each image once', async () => {
  const facts = images.map((one) =>
    one.strategy === 'slim' ? { ...one, size_bytes: 41_500_000, layers: 7 } : one,
  );
  const rows = usual.map((row) =>
    row.strategy === 'slim' && row.round > 4 ? { ...row, steps_total: 5 } : row,
  );
  expect((await compare(rows, against, facts))[0]).toMatchObject({
    sizeBytes: { kind: 'smaller', ratio: 0.5 },
    layers: { kind: 'larger', value: 7, baselineValue: 5 },
    steps: { kind: 'not-reproducible', side: 'cell', values: [4, 5] },
  });
});
