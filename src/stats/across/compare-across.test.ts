import { describe, expect, test } from 'vitest';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { compareAcross } from './compare-across.ts';

const cells = ['slim', 'alpine', 'scratch'].map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));
const images = cells.map(({ strategy }) => imageRow({ strategy }));
const against = new Map([
  ['alpine', 'slim'],
  ['scratch', 'slim'],
]);
const samplesOf = (machine: string, strategy: string, ...times: number[]): BuildRow[] =>
  times.map((time, index) =>
    buildRow({ run_id: machine, strategy, scenario: 'cold', round: index + 1, wall_ms: time }),
  );
const controlOf = (machine: string, ...times: number[]): BuildRow[] =>
  times.map((time, index) =>
    buildRow({
      ...{ run_id: machine, phase: 'control', round: index + 1, wall_ms: time },
      ...{ app: 'control', strategy: 'control', scenario: 'cold' },
    }),
  );
const compare = (builds: BuildRow[]) => compareAcross({ cells, builds, images }, against, 1, async () => {});
const six = (time: number): number[] => [time, time, time, time, time, time];

describe('cells of two machines', () => {
  // The second machine takes three times as long for the control: 9000 ÷ 3000 against 4000 ÷ 1000 is three fourths.
  const slowMachine = [
    ...samplesOf('one', 'slim', 3900, 3950, 4000, 4000, 4050, 4100),
    ...samplesOf('one', 'alpine', ...six(5000)),
    ...controlOf('one', ...six(1000)),
    ...samplesOf('two', 'scratch', 8775, 8887.5, 9000, 9000, 9112.5, 9225),
    ...controlOf('two', ...six(3000)),
  ];

  test('are held against each other by what they took ÷ the control of their machine; those of one machine are not', async () => {
    const [row, ...others] = await compare(slowMachine);
    expect(others).toEqual([]);
    expect(row).toMatchObject({
      ...{ cell: { strategy: 'scratch' }, baseline: { strategy: 'slim' } },
      ...{ machine: 'two', baselineMachine: 'one' },
      // What was measured stays as it was.
      time: { medianMs: 9000, baselineMedianMs: 4000, samples: 6, verdict: { kind: 'faster' } },
    });
    expect(row?.time.ratio).toBeCloseTo(0.75, 10);
    expect(row?.time.ratioInterval?.high).toBeLessThan(0.8);
  });

  test.each<[string, BuildRow['platform_by'], BuildRow['platform_by'], number]>([
    ['emulates what the other has', 'native', 'emulated', 0],
    ['does not say whether it does', 'native', 'unsure', 0],
    ['is of another processor, too', 'emulated', 'cross', 1],
  ])('are held against each other only if built alike: the other %s', async (_, one, two, rows) => {
    const built = slowMachine.map((row) => ({
      ...row,
      ...(row.phase !== 'control' && {
        platform: 'linux/arm64',
        platform_by: row.run_id === 'one' ? one : two,
      }),
    }));
    expect(await compare(built)).toHaveLength(rows);
  });

  test('with times that never differ have an interval as wide as the scatter of the controls makes it', async () => {
    const steady = (...controls: number[]) => [
      ...[...samplesOf('one', 'slim', ...six(4000)), ...controlOf('one', ...controls)],
      ...[...samplesOf('two', 'scratch', ...six(4000)), ...controlOf('two', ...six(1000))],
    ];
    const [still] = await compare(steady(...six(1000)));
    expect(still?.time).toMatchObject({ ratio: 1, ratioInterval: { low: 1, high: 1 } });
    const [shaken] = await compare(steady(800, 900, 1000, 1000, 1100, 1200));
    const { low = 0, high = 0 } = shaken?.time.ratioInterval ?? {};
    expect(shaken?.time.ratio).toBeCloseTo(1, 10);
    // A median of six lies between the second and the fifth of them nearly always: 900 and 1100.
    expect(low).toBeLessThanOrEqual(0.95);
    expect(high).toBeGreaterThanOrEqual(1.05);
    expect(shaken?.time.verdict).toEqual({ kind: 'same' });
  });

  test('say nothing in a round without a control', async () => {
    const lacking = slowMachine.filter(
      ({ run_id: run, phase, round }) => run !== 'two' || phase !== 'control' || round > 1,
    );
    const [row] = await compare(lacking);
    expect(row?.time).toMatchObject({ samples: 5, baselineSamples: 6, medianMs: 9000 });
    const [none] = await compare(slowMachine.filter(({ phase }) => phase !== 'control'));
    expect(none?.time.verdict).toEqual({ kind: 'none' });
  });
});
