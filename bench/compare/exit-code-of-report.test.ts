import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { definitions } from '../registry.ts';
import { plan, replan } from '../../src/plan/plan.ts';
import type { BuildRow } from '../../src/record/rows.ts';
import { stagebench } from '../in-process-cli.fixture.ts';
import { writeRun } from '../../src/record/recorded-run.fixture.ts';

const { scenarios } = definitions;

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-results-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const cold = scenarios.filter(({ id }) => id === 'cold');
const planned = plan({
  apps: [{ id: 'go' }],
  strategies: [{ id: 'slim' }, { id: 'alpine' }],
  ...{ scenarios: cold, rounds: 3, control: true, seed: 1 },
});
/** The exit code of the report of a run of two cells that was planned so. */
async function exitCode(
  rounds: readonly [slim: number, alpine: number],
  of: typeof planned,
  builds?: (row: BuildRow) => Partial<BuildRow>,
) {
  const [slim, alpine] = rounds.map((count) => Array.from({ length: count }, () => 1000));
  const times = { 'go/slim/cold': slim ?? [], 'go/alpine/cold': alpine ?? [] };
  const folder = writeRun(results, {
    ...{ runId: '20260101T000000000Z-0001', times, control: [100, 100, 100] },
    ...(builds && { builds }),
    manifest: { plan: of },
  });
  const done = await stagebench(['report', '--run', folder, '--baseline', 'slim']);
  return done.exitCode;
}

test('is 0 where every cell has the samples of all its rounds', async () => {
  expect(await exitCode([3, 3], planned)).toBe(0);
});

test('is 0 where a cell has fewer rounds because the plan gave it fewer', async () => {
  const rounds = new Map([
    ['go/slim/cold', 3],
    ['go/alpine/cold', 2],
  ]);
  expect(await exitCode([3, 2], replan(planned, cold, rounds))).toBe(0);
});

test('is 0 where only the control failed: no cell lacks a sample by that', async () => {
  const inRound2 = ({ phase, round }: BuildRow) =>
    phase === 'control' && round === 2 ? { state: 'failed' as const, reason: 'as the test says' } : {};
  expect(await exitCode([3, 3], planned, inRound2)).toBe(0);
});

test.each(['failed', 'invalid'] as const)('is 1 where a single build was %s', async (state) => {
  const inRound2 = ({ strategy, round }: BuildRow) =>
    strategy === 'alpine' && round === 2 ? { state, reason: 'as the test says' } : {};
  expect(await exitCode([3, 3], planned, inRound2)).toBe(1);
});
