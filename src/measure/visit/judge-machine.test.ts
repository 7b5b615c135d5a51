import { expect, test } from 'vitest';
import type { MachineReading } from '../../domain/run/machine-use.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { BuildFacts, Sample } from '../../domain/run/sample.ts';
import { judgeMachine } from './judge-machine.ts';

const facts = (reading?: MachineReading): BuildFacts => ({
  ...{ wallMs: 200, contextMs: 0, solveMs: 0, exportMs: 0, stepsTotal: 1, stepsCached: 1, criticalPathMs: 0 },
  ...{ steps: [], imageId: 'sha256:1', ...(reading && { reading }) },
});
const visit: Visit = {
  ...{ sequence: 1, round: 1, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'warm' },
};
const common = { visit, startedAt: '2026-01-01T00:00:00.000Z', coldMethod: undefined };
/** A build of 200 ms, in which others used the processors for so long. */
const built = (foreignMs: number): Sample => ({
  ...common,
  ...{ state: 'built', facts: facts({ spanMs: 200, foreignMs }) },
});
const states = (samples: readonly Sample[]): string[] => samples.map(({ state }) => state);

test('the builds of a visit are judged together: each has the share of all, and all are disturbed or none', () => {
  // 100 of 1000 ms, and 30 may be wrong.
  const calm = judgeMachine([built(60), built(10), built(10), built(10), built(10)]);
  expect(states(calm)).toEqual(new Array(5).fill('built'));
  expect(calm.map(({ machine }) => machine?.foreignCpu)).toEqual(new Array(5).fill(0.1));
  const loud = judgeMachine([built(0), built(0), built(160), built(0), built(0)]);
  expect(states(loud)).toEqual(new Array(5).fill('disturbed'));
  expect(loud[0]).toMatchObject({
    trouble: { code: 'MACHINE_BUSY', reason: 'other programs used 16 % of a core' },
  });
});

test('a slow build on a quiet machine counts', () => {
  const slow: Sample = {
    ...common,
    state: 'built',
    facts: { ...facts({ spanMs: 60_000, foreignMs: 600 }), wallMs: 60_000 },
  };
  expect(states(judgeMachine([slow]))).toEqual(['built']);
});

test('a limit of its own lets others use more', () => {
  expect(states(judgeMachine([built(150)], 1))).toEqual(['built']);
});

test('what does not count anyway stays what it is, and so does a prime', () => {
  const trouble = { code: 'CACHE_NOT_AS_DEMANDED', reason: 'a step ran' } as const;
  const invalid: Sample = {
    ...common,
    state: 'invalid',
    facts: facts({ spanMs: 200, foreignMs: 200 }),
    trouble,
  };
  expect(judgeMachine([invalid])).toEqual([{ ...invalid, machine: { foreignCpu: 1, isDisturbed: true } }]);
  const prime: Sample = { ...built(200), visit: { ...visit, phase: 'prime' } };
  expect(states(judgeMachine([prime]))).toEqual(['built']);
});

test('where nobody looked, nothing is said', () => {
  const samples: Sample[] = [
    { ...common, state: 'built', facts: facts() },
    { ...common, state: 'failed', trouble: { code: 'BUILD_FAILED', reason: 'step a failed' } },
  ];
  expect(judgeMachine(samples)).toBe(samples);
});
