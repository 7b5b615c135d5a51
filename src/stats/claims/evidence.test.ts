import { expect, test } from 'vitest';
import { claimRows, smallerClaim } from './claim-rows.fixture.ts';
import { evidenceOf } from './evidence.ts';
import { joinRuns } from './join-runs.ts';

const slim = { app: 'go', strategy: 'slim', scenario: 'cold' };
const single = { ...slim, strategy: 'single-stage' };
const evidenceIn = (...runs: Parameters<typeof joinRuns>[1]) =>
  evidenceOf(joinRuns(smallerClaim.needs, runs));
const seven = [100, 110, 105, 95, 102, 98, 101];

test('a time is a median with its interval, and without one below six samples', () => {
  const evidence = evidenceIn(claimRows('r1', { 'go/slim/cold': seven, 'go/single-stage/cold': [200] }));
  expect(evidence.time(slim, 'slim')).toMatchObject({ what: 'slim', unit: 'ms', value: 101, samples: 7 });
  expect(evidence.time(slim, 'slim').interval).toBeDefined();
  expect(evidence.time(single, 'single')).toEqual({ what: 'single', unit: 'ms', value: 200, samples: 1 });
});

test('a ratio within a run is paired by round: what a round does to both sides is not in it', () => {
  const twice = seven.map((ms) => 2 * ms);
  const evidence = evidenceIn(claimRows('r1', { 'go/slim/cold': seven, 'go/single-stage/cold': twice }));
  const ratio = evidence.timeRatio(single, slim, 'single ÷ slim');
  expect(ratio).toMatchObject({ unit: 'ratio', samples: 7 });
  expect(ratio.value).toBeCloseTo(2, 10);
  expect(ratio.interval?.low).toBeCloseTo(2, 10);
});

test('a ratio over two runs is that of the medians', () => {
  const evidence = evidenceIn(
    claimRows('r1', { 'go/slim/cold': [100] }),
    claimRows('r2', { 'go/single-stage/cold': [300, 300] }),
  );
  expect(evidence.timeRatio(single, slim, '')).toMatchObject({ value: 3, samples: 1 });
});

test('another time of the rows is taken from the samples that count', () => {
  const evidence = evidenceIn(
    claimRows(
      'r1',
      { 'go/slim/cold': [100, 100, 100], 'go/single-stage/cold': [1] },
      {
        builds: ({ round }) => (round === 1 ? { state: 'invalid', solve_ms: 900 } : { solve_ms: 10 * round }),
      },
    ),
  );
  expect(evidence.median(slim, 'solving', ({ solve_ms }) => solve_ms)).toMatchObject({
    value: 25,
    samples: 2,
  });
  expect(() => evidence.median(slim, 'export', ({ export_ms }) => export_ms)).toThrow(
    'export was not measured',
  );
});

test('a build that does not count says why', () => {
  const evidence = evidenceIn(
    claimRows(
      'r1',
      { 'go/slim/cold': [1], 'go/single-stage/cold': [1] },
      {
        builds: ({ strategy }) => (strategy === 'slim' ? { state: 'invalid', reason: 'a step ran' } : {}),
      },
    ),
  );
  expect(() => evidence.time(slim, '')).toThrow('go/slim/cold: a step ran');
  expect(evidence.build(single).strategy).toBe('single-stage');
});

test('where failing is an answer, it is one', () => {
  const evidence = evidenceIn(
    claimRows(
      'r1',
      { 'go/slim/cold': [1], 'go/single-stage/cold': [1] },
      {
        images: ({ strategy }) =>
          strategy === 'slim' ? { state: 'failed', reason: 'step RUN false failed' } : {},
      },
    ),
  );
  expect(evidence.ending(slim)).toEqual({ state: 'failed', reason: 'step RUN false failed' });
  expect(evidence.ending(single)).toEqual({ state: 'built' });
});
