import path from 'node:path';
import { readFile } from 'node:fs/promises';
import { median } from 'simple-statistics';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv } from '../../src/record/csv/read-csv.ts';
import { stepRowSchema } from '../../src/record/rows.ts';
import { plantedDifferences } from '../../src/stats/compare/planted-differences.ts';
import { copyCheckout, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { runSmallSuite } from './small-suite.fixture.ts';

/* The suites that put the bench itself to the test, small: builds of a few seconds, few rounds. Their verdicts: `verdicts.test.full.ts`. */

describeWithEngine('an experiment on a real engine', ({ kind, goApp }) => {
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await copyCheckout(goApp);
  });
  afterAll(() => checkout.remove());

  const ran = (suite: string, rounds: number, seconds?: number) =>
    runSmallSuite(checkout, { kind, suite, rounds, ...(seconds === undefined ? {} : { seconds }) });

  test('aa: the same Dockerfile under two names differs in nothing that is exact', async () => {
    const { run, analysis } = await ran('aa', 2);
    expect(run.builds.map((row) => row.state)).toEqual(run.builds.map(() => 'built'));
    expect(analysis.comparisons.map(({ cell }) => `${cell.strategy}/${cell.scenario}`)).toEqual([
      'single-stage-again/cold',
      'single-stage-again/warm',
    ]);
    for (const { time, sizeBytes, layers, steps } of analysis.comparisons) {
      expect([sizeBytes, layers, steps].map((pair) => pair.kind)).toEqual(['equal', 'equal', 'equal']);
      expect(time.samples).toBe(2);
    }
  });

  test('planted: each sleep is as long as it was meant to be, and nothing else is planted', async () => {
    const { run, analysis } = await ran('planted', 2, 2);
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
    const promised = plantedDifferences(analysis.comparisons, planted?.sleepMs ?? {});
    expect(promised.map(({ sleepMs }) => sleepMs)).toEqual(Object.values(planted?.sleepMs ?? {}));
    // Of what the build took before the first round: what it took in the rounds is the machine's doing.
    const [calibration = []] = Object.values(planted?.calibrationMs ?? {});
    const shares = promised.map(({ sleepMs }) => Math.round((100 * sleepMs) / median([...calibration])));
    expect(shares).toEqual([2, 5, 10]);
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
