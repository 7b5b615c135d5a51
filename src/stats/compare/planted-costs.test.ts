import { expect, test } from 'vitest';
import { buildRow } from '../../record/rows.fixture.ts';
import type { StepRow } from '../../record/rows.ts';
import { plantedCosts } from './planted-costs.ts';

const manifest = {
  planted: { calibrationMs: {}, sleepMs: { 'go/slim-plus-10': 100 } },
  baselines: { 'slim-plus-10': 'slim' },
};
const build = (sequence: number, strategy: string, wall_ms: number, export_ms: number) =>
  buildRow({ app: 'go', strategy, phase: 'measure', state: 'built', sequence, wall_ms, export_ms });
const step = (sequence: number, instruction: string, duration_ms: number): StepRow => ({
  ...{ run_id: 'r1', sequence, step: 1, instruction, started_ms: 0, duration_ms, on_critical_path: true },
});
const plain = [build(1, 'slim', 1000, 50), build(2, 'slim', 1010, 60), build(3, 'slim', 1500, 70)];
const slept = [4, 5, 6].map((sequence, index) => build(sequence, 'slim-plus-10', 1150 + 10 * index, 75));
const steps = [4, 5, 6].flatMap((sequence, index) => [
  step(sequence, 'RUN sleep 0.100', 160 + index),
  step(sequence, 'RUN go build', 900),
]);

test('a sleep costs what its step takes, what the export takes more, and what else differs', () => {
  expect(plantedCosts(manifest, [...plain, ...slept], steps)).toEqual([
    // Medians: 1160 and 1010 of the builds, 75 and 60 of the exports, 161 of the step.
    { variant: 'go/slim-plus-10', sleepMs: 100, stepMs: 161, exportMs: 15, buildMs: 150, baselineMs: 1010 },
  ]);
});

test('what does not count is left out', () => {
  const others = [
    { ...build(7, 'slim-plus-10', 9000, 900), state: 'invalid' as const },
    { ...build(8, 'slim', 9000, 900), phase: 'prime' as const },
  ];
  const found = plantedCosts(
    manifest,
    [...plain, ...slept, ...others],
    [...steps, step(7, 'RUN sleep 0.100', 9000), step(1, 'RUN sleep 0.100', 9000)],
  );
  expect(found[0]).toMatchObject({ stepMs: 161, buildMs: 150 });
});

test.each([
  ['the baseline', slept, steps],
  ['the variant', plain, steps],
  ['the step', [...plain, ...slept], steps.filter(({ instruction }) => !instruction.includes('sleep'))],
])('without samples of %s nothing is said', (_, builds, rows) => {
  expect(plantedCosts(manifest, builds, rows)).toEqual([]);
});
