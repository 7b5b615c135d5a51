import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { stepRowSchema } from '../../src/record/rows.ts';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import { plantedDifferences } from '../../src/stats/compare/planted-differences.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { recorded } from './recorded.fixture.ts';

/* The suites that put the bench itself to the test, small: builds of a few seconds, few rounds. In full: docs/method.md. */

describeWithEngine('an experiment on a real engine', ({ kind, goApp }) => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await copyCheckout(goApp);
  });
  afterAll(() => checkout.remove());

  /** `seconds`: how long a cold build sleeps, which is as steady as a step can be. */
  async function ran(suite: string, rounds: number, seconds = 1) {
    await checkout.writeDockerfile('single-stage', quickDockerfile({ step: `RUN sleep ${seconds}` }));
    const words = [
      'run',
      '--engine',
      kind,
      '--bases',
      'local',
      '--apps',
      'go',
      '--strategies',
      'single-stage',
    ];
    const outcome = await startCli(checkout.root, [
      ...words,
      ...['--suite', suite, '--rounds', String(rounds)],
    ]);
    expect(outcome.exitCode, outcome.stderr).toBe(0);
    const run = await recorded(checkout.results);
    return { run, outcome, analysis: await analyseRun(run, undefined, async () => {}) };
  }

  test('aa: the same Dockerfile under two names differs in nothing that is exact, and not clearly in time', async () => {
    const { run, analysis } = await ran('aa', 6, 0.5);
    expect(run.builds.map((row) => row.state)).toEqual(run.builds.map(() => 'built'));
    expect(analysis.comparisons.map(({ cell }) => `${cell.strategy}/${cell.scenario}`)).toEqual([
      'single-stage-again/cold',
      'single-stage-again/warm',
    ]);
    for (const { time, sizeBytes, layers, steps } of analysis.comparisons) {
      expect([sizeBytes, layers, steps].map((pair) => pair.kind)).toEqual(['equal', 'equal', 'equal']);
      expect(time.samples).toBe(6);
    }
    // By chance a difference is claimed in 1 of 32 runs of a scenario, in both of them in 1 of 1000.
    const kinds = analysis.comparisons.map(({ time }) => time.verdict.kind);
    expect(kinds.filter((claimed) => claimed === 'faster' || claimed === 'slower').length).toBeLessThan(2);
  });

  test('planted: the sleep is as long as it was meant to be, and what is found is as large', async () => {
    const { run, analysis } = await ran('planted', 7, 2);
    const { planted } = run.manifest;
    expect(Object.keys(planted?.sleepMs ?? {})).toEqual([
      'go/single-stage-plus-2',
      'go/single-stage-plus-5',
      'go/single-stage-plus-10',
    ]);
    const file = path.join(run.folder, 'steps.csv');
    const steps = readCsv(file, await readFile(file, 'utf8'), stepRowSchema);
    for (const build of run.builds) {
      const sleepMs = planted?.sleepMs[`go/${build.strategy}`];
      const found = steps.find(
        (step) => step.sequence === build.sequence && /^RUN sleep 0\./.test(step.instruction),
      );
      if (sleepMs === undefined) expect(found).toBeUndefined();
      else expect(found?.duration_ms).toBeGreaterThanOrEqual(sleepMs);
    }
    const found = new Map(analysis.comparisons.map(({ cell, time }) => [cell.strategy, time.verdict.kind]));
    expect([...found.values()]).not.toContain('faster');
    // 0.2 s, in builds whose times differ by some hundredths of a second.
    expect(found.get('single-stage-plus-10')).toBe('slower');
    const promised = plantedDifferences(analysis.comparisons, planted?.sleepMs ?? {});
    expect(promised.map(({ share }) => Math.round(100 * share))).toEqual([2, 5, 10]);
  });

  describe('cold-is-cold', () => {
    test('every way to be cold runs every step, and gives the same image', async () => {
      if (kind !== 'private') {
        const words = ['run', '--engine', kind, '--suite', 'cold-is-cold', '--apps', 'go'];
        const refused = await startCli(checkout.root, words);
        expect(refused.stderr).toContain('error NEEDS_PRIVATE_ENGINE');
        return;
      }
      const { run } = await ran('cold-is-cold', 1);
      const found = run.builds.map((row) => [row.strategy, row.cold_method, row.steps_cached]);
      expect(found.toSorted()).toEqual([
        ['single-stage-empty-root', 'empty-root', 0],
        ['single-stage-no-cache', 'no-cache', 0],
        ['single-stage-pruned', 'pruned', 0],
      ]);
      expect(new Set(run.images.map((row) => row.size_bytes)).size).toBe(1);
      expect(run.images.every((row) => row.healthy)).toBe(true);
    });
  });
});
