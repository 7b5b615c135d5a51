import { expect } from 'vitest';
import { analyseRun } from '../../src/stats/analyse-run.ts';
import { quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { recorded } from './recorded.fixture.ts';

/**
 * Runs a suite with Go's single-stage Dockerfile alone. `seconds`: how long a cold build sleeps, which is as steady as a step can
 * be.
 */
export async function runSmallSuite(
  checkout: Checkout,
  { kind, suite, rounds, seconds = 1 }: { kind: string; suite: string; rounds: number; seconds?: number },
) {
  await checkout.writeDockerfile('single-stage', quickDockerfile({ step: `RUN sleep ${seconds}` }));
  const outcome = await startCli(checkout.root, [
    ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'single-stage'],
    ...['--suite', suite, '--rounds', String(rounds)],
  ]);
  expect(outcome.exitCode, outcome.stderr).toBe(0);
  const run = await recorded(checkout.results);
  return { run, outcome, analysis: await analyseRun(run, undefined, async () => {}) };
}
