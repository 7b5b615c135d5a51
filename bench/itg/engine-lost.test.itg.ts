import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithOwnEngine, startOwnEngine, type OwnEngine } from './own-engine.fixture.ts';
import { processStarted } from './processes.fixture.ts';
import { recorded } from './recorded.fixture.ts';
import { seedThatBuildsFirst } from './seed.fixture.ts';

/** Told from any other process of this machine. */
const longStep = `sleep 86397.${process.pid}`;

describeWithOwnEngine('an engine that is killed in the middle of a build', (itg) => {
  let engine: OwnEngine;
  let checkout: Checkout;

  beforeAll(async () => {
    checkout = await copyCheckout(itg.goApp);
    engine = await startOwnEngine(itg, 'itg-lost', { images: [itg.bases['debian:trixie-slim'] ?? ''] });
  });
  afterAll(async () => {
    await engine.remove();
    await checkout.remove();
  });

  test('ends the run with exit code 2 and keeps every row measured before', async () => {
    await checkout.writeDockerfile('scratch', quickDockerfile());
    await checkout.writeDockerfile('slim', quickDockerfile({ step: `RUN ${longStep}` }));
    const run = startCli(checkout.root, words(seedThatBuildsFirst('scratch', ['scratch', 'slim'])), {
      env: { ...engine.endpoint.environment, DOCKER_HOST: engine.endpoint.host },
    });
    await processStarted(longStep, run);
    process.kill(engine.pid, 'SIGKILL');
    const outcome = await run;
    expect(outcome.exitCode).toBe(2);
    expect(outcome.stderr).toContain('error ENGINE_LOST: The engine does not answer');

    const { manifest, builds, images, summary } = await recorded(checkout.results);
    expect(manifest.outcome).toBe('engine-lost');
    expect(builds).toMatchObject([
      { strategy: 'scratch', scenario: 'cold', state: 'built' },
      ...[1, 2, 3, 4, 5].map((repeat) => ({ strategy: 'scratch', scenario: 'warm', repeat, state: 'built' })),
      { strategy: 'slim', scenario: 'cold', state: 'aborted', error_code: 'ENGINE_LOST', wall_ms: undefined },
    ]);
    expect(images).toMatchObject([{ strategy: 'scratch', healthy: true }]);
    const cells = summary.map((row) => [
      row['strategy'],
      row['scenario'],
      row['state'] === 'built',
      row['wall_ms_median'] === '',
    ]);
    expect(cells.toSorted()).toEqual([
      ['scratch', 'cold', true, false],
      ['scratch', 'warm', true, false],
      ['slim', 'cold', false, true],
      ['slim', 'warm', false, true],
    ]);
  });

  const words = (seed: number) => [
    ...['run', '--engine', 'docker', '--bases', 'local', '--apps', 'go', '--strategies', 'scratch,slim'],
    ...['--scenarios', 'cold,warm', '--rounds', '1', '--seed', String(seed)],
  ];
});
