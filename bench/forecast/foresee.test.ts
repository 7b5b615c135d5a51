import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { manifest } from '../../src/record/manifest.fixture.ts';
import { primeText } from '../../src/report/terminal/prime-text.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { parseDuration } from '../arguments/yargs-options.ts';
import { planJob } from '../arguments/resolve/plan-job.ts';
import type { PlanValues } from '../commands/plan/options.ts';
import { planOf } from '../../src/plan/selection.ts';
import { definitions } from '../registry.ts';
import { systemClock } from '../context.ts';
import { writeRun, type HandWrittenRun } from '../../src/record/recorded-run.fixture.ts';
import { noProject } from '../arguments/resolve/project-job.ts';
import { foresee, shareBeforehand } from './foresee.ts';

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-results-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});

const none = { apps: undefined, strategies: undefined, scenarios: undefined, rounds: undefined };
const values: Omit<PlanValues, 'results'> = {
  ...noProject,
  ...{ ...none, suite: 'default', apps: ['go'], strategies: ['slim'], scenarios: ['cold', 'warm'] },
  ...{ rounds: undefined, budget: undefined, until: undefined, seed: 1, engine: 'auto', json: false },
  ...{ claims: undefined, quick: false, shard: undefined, balance: undefined },
};
const id = (day: number): string => `202601${String(day).padStart(2, '0')}T000000000Z-0001`;

const timeSpent = { builds: 0, cleaning: 0, starts: 3000, inspections: 4000 };
const machine = describeMachine();

/** An earlier run of go/slim on this machine: cold 10 s, warm 1 s, the control 2 s; half a second beside each build. */
const earlier = (day: number, changes: Partial<HandWrittenRun> = {}): string =>
  writeRun(results, {
    runId: id(day),
    times: { 'go/slim/cold': [10_000, 10_200, 9800], 'go/slim/warm': [1000, 1100, 900] },
    control: [2000, 2000, 2000],
    builds: () => ({ beside_ms: 500 }),
    manifest: { machine, timeSpent },
    ...changes,
  });
const { scenarios } = definitions;
const planned = async (changes: Partial<PlanValues>) => {
  const job = await planJob(
    { ...values, results, ...changes },
    { definitions, clock: systemClock, environment: {} },
  );
  return { job: { ...job, scenarios }, plan: planOf(job) };
};
const look = async (changes: Partial<PlanValues> = {}, isSameEngine = () => true) => {
  const { job, plan } = await planned(changes);
  return foresee(plan, job, isSameEngine);
};

describe('how long a plan takes', () => {
  test('is told by an earlier run of the same cells: every build, all beside it, and images once', async () => {
    earlier(1);
    const { expectedMs, text } = await look();
    expect(expectedMs).toBe(3 * (10_500 + 5 * 1500 + 3 * 2500) + 7000);
    expect(text.split('\n')[0]).toBe(`about 83.5 s, by the times of run ${id(1)} on docker engine 28.0.0`);
  });

  test('is told apart: five builds of each warm visit, and the primes that these need', async () => {
    earlier(1);
    const { time, expectedMs, text } = await look({ scenarios: ['warm'] });
    expect(time).toEqual({
      measured: { builds: 15, ms: 15 * 1500 },
      primes: { builds: 3, ms: 3 * 10_500 },
      control: { builds: 9, ms: 9 * 2500 },
      onceMs: 7000,
    });
    expect(expectedMs).toBe(22_500 + 31_500 + 22_500 + 7000);
    expect(text).toMatch(/^primes, untimed +3 +31\.5 s +38 %$/m);
    expect(text).toContain('a prime is an untimed build');
  });

  test('is told apart for a budget, too', async () => {
    earlier(1);
    const { time, budget, text } = await look({ scenarios: ['warm'], budget: 120_000 });
    expect(time).toEqual(budget?.time);
    expect(5 * (time?.primes.builds ?? NaN)).toBe(time?.measured.builds);
    expect(text).toMatch(/^primes, untimed +\d+ /m);
  });

  test('is a maximum where cells may stop before', async () => {
    earlier(1);
    expect((await look({ until: 0.03 })).text).toMatch(/^at most 12 min 52 s, /);
  });

  test('is told by the newest that fits', async () => {
    for (const day of [1, 3, 2]) earlier(day);
    expect((await look()).text).toContain(id(3));
  });

  test('is unknown without an earlier run, and without a folder of results', async () => {
    const unknown = { text: 'time unknown: no earlier run on this machine built all of these cells' };
    expect(await look()).toMatchObject(unknown);
    expect((await look({ scenarios: ['warm'] })).text).toBe(`${unknown.text}\n${primeText}`);
    rmSync(results, { recursive: true });
    expect(await look()).toMatchObject(unknown);
    mkdirSync(results);
  });
});

describe('an earlier run says nothing', () => {
  test.each<[string, Partial<HandWrittenRun>]>([
    ['on another CPU', { manifest: { timeSpent, machine: { ...machine, cpuModel: 'Z80' } } }],
    ['of other cells', { times: { 'go/slim/cold': [1], 'go/alpine/warm': [1] } }],
    ['of an older schema', { manifest: { machine, timeSpent, schema: 1 } }],
    ['that died in its first round: nobody noted what its images took', { manifest: { machine } }],
    [
      'in which nothing of a scenario was built',
      { builds: ({ scenario }) => (scenario === 'warm' ? { state: 'failed', wall_ms: undefined } : {}) },
    ],
  ])('%s', async (_, changes) => {
    earlier(2, changes);
    expect((await look()).expectedMs).toBeUndefined();
    earlier(1);
    expect((await look()).text).toContain(id(1));
  });

  test('that was broken off before every cell had its turn', async () => {
    const brokenOff = (day: number, scenario: string) =>
      earlier(day, {
        times: {
          ...{ 'go/slim/cold': [10_000], 'go/slim/warm': [1000] },
          ...{ 'go/alpine/cold': [10_000], 'go/alpine/warm': [1000] },
        },
        builds: (row) =>
          row.strategy === 'alpine' && row.scenario === scenario
            ? { state: 'aborted', wall_ms: undefined }
            : {},
      });
    brokenOff(2, 'warm');
    const both = { strategies: ['slim', 'alpine'] };
    expect((await look(both)).expectedMs).toBeUndefined();
    brokenOff(1, 'none');
    expect((await look(both)).text).toContain(id(1));
    // Of the cells that did have their turn it says something.
    expect((await look()).text).toContain(id(2));
  });

  test('on another engine', async () => {
    earlier(1);
    expect((await look({}, () => false)).expectedMs).toBeUndefined();
  });

  test('that cannot be read', async () => {
    earlier(1);
    for (const [day, text] of [
      [2, '{"schema":'],
      [3, JSON.stringify({ ...manifest, schema: 2 })],
    ] as const) {
      mkdirSync(path.join(results, id(day)));
      writeFileSync(path.join(results, id(day), 'run.json'), text);
    }
    writeFileSync(path.join(earlier(4), 'builds.csv'), 'torn');
    expect((await look()).text).toContain(id(1));
  });
});

describe('a budget', () => {
  const budget = 5 * 60_000;

  test('is shared out by what an earlier run took', async () => {
    earlier(1);
    const { plan, budget: forecast, text, expectedMs } = await look({ budget });
    expect(forecast).toMatchObject({ basis: id(1), budgetMs: budget });
    expect(expectedMs).toBeLessThanOrEqual(budget);
    // A round takes 25.5 s. The warm builds scatter most, but one more of them alone takes a prime and the control.
    expect(forecast?.cells.map(({ cell, rounds }) => `${cell} ${rounds}`)).toEqual([
      ...['go/slim/cold 11', 'go/slim/warm 11'],
    ]);
    expect(plan.rounds).toBe(11);
    expect(text).toContain(`5m shared out by the times of run ${id(1)}: 11 rounds`);
  });

  test('that one round does not fit into is refused, with what one round takes', async () => {
    earlier(1);
    await expect(look({ budget: 20_000 })).rejects.toMatchObject({
      code: 'BUDGET_TOO_SMALL',
      message: `One round takes about 32.5 s by the times of run ${id(1)}; the budget is 20s.`,
    });
  });

  test('that is too small for verdicts says which one is enough; given that one, all comparisons have theirs', async () => {
    const both = { strategies: ['slim', 'alpine'] };
    const one = { 'go/slim/cold': [10_000], 'go/slim/warm': [1000] };
    earlier(1, { times: { ...one, 'go/alpine/cold': [12_000], 'go/alpine/warm': [1000] } });
    const little = await look({ ...both, budget: 100_000 });
    // Two comparisons, each of six rounds: cold takes 10.5 and 12.5 s, warm twice five times 1.5 s, the control three times 2.5 s, images 7 s.
    expect(little.budget?.verdicts).toEqual({
      ...{ comparisons: 2, reached: 0, rounds: 6, allMs: 6 * (10_500 + 12_500 + 15_000 + 7500) + 7000 },
    });
    const [, given = ''] = /give --budget (\w+)/.exec(little.text) ?? [];
    expect(given).toBe('5m');
    const enough = await look({ ...both, budget: parseDuration('budget', given) });
    expect(enough.budget?.verdicts).toEqual({ comparisons: 2, reached: 2, rounds: 6 });
    expect(enough.text).toContain('enough for a verdict on each of 2 comparisons');
  });

  test('is left to round 1 where nothing is known', async () => {
    const { plan, budget: forecast, text } = await look({ budget });
    expect([plan.rounds, forecast]).toEqual([1, undefined]);
    expect(text).toContain('; after round 1, the rest of 5m is shared out by its times');
  });

  test('in a run goes by an earlier one on the same kind and version of engine only', async () => {
    earlier(1);
    const notes: string[] = [];
    const { job, plan } = await planned({ budget });
    const share = (version: string) =>
      shareBeforehand(plan, job, { kind: 'docker', version }, (text) => {
        notes.push(text.slice(0, 20));
      });
    expect((await share('28.0.1')).plan.rounds).toBe(1);
    expect((await share('28.0.0')).plan.rounds).toBe(11);
    expect(notes).toEqual(['time unknown: no ear', '5m shared out by the']);
  });

  test('that was not given changes nothing, and looks at nothing', async () => {
    const notes: string[] = [];
    const { job, plan } = await planned({ results: path.join(results, 'nowhere') });
    const shared = await shareBeforehand(plan, job, manifest.engine, (text) => {
      notes.push(text);
    });
    expect([shared, notes]).toEqual([{ plan }, []]);
  });
});

test('--until needs as many rounds as it takes until a cell may stop; those of a suite are for runs without it', async () => {
  const rounds = async (changes: Partial<PlanValues>) =>
    (await planned({ until: 0.03, ...changes })).plan.rounds;
  await expect(rounds({ rounds: 13 })).rejects.toMatchObject({
    ...{ code: 'USAGE', message: '--until needs at least 14 rounds: no cell stops with fewer samples.' },
  });
  expect(await rounds({ rounds: 14 })).toBe(14);
  expect(await rounds({})).toBe(30);
  expect(await rounds({ suite: 'aa' })).toBe(30);
});
