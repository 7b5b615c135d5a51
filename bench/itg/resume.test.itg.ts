import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellId } from '../../src/domain/run/plan.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { printed, startCli } from './cli.fixture.ts';
import { dockerOn, dockerState } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { processStarted } from './processes.fixture.ts';
import { recorded, runFolders } from './recorded.fixture.ts';
import { seedThatBuildsFirst } from './seed.fixture.ts';

/** Told from any other process of this machine. */
const longStep = `sleep 1.${process.pid}`;

describeWithEngine('a run that is killed (SIGKILL) on a real engine', ({ kind, endpoint, goApp }) => {
  let checkout: Checkout;
  const state = async () => {
    const { images, containers } = await dockerState(dockerOn(endpoint));
    return { images, containers };
  };
  let before: Awaited<ReturnType<typeof state>>;
  const seed = seedThatBuildsFirst('slim', ['scratch', 'slim']);

  beforeAll(async () => {
    before = await state();
    checkout = await copyCheckout(goApp);
    for (const strategy of ['scratch', 'slim'])
      await checkout.writeDockerfile(strategy, quickDockerfile({ step: `RUN ${longStep}` }));
  });
  afterAll(() => checkout.remove());

  test.each([
    ['in the middle of its first build', (run: ReturnType<typeof startCli>) => processStarted(longStep, run)],
    [
      'between the cold build of a chain and the warm one',
      (run: ReturnType<typeof startCli>) => printed(run, 'cold '),
    ],
  ])('%s goes on with --resume: every cell has its sample of each round, once', async (_, moment) => {
    const engine = ['--engine', kind];
    const words = ['run', ...engine, '--bases', 'local', '--apps', 'go', '--strategies', 'scratch,slim'];
    const killed = startCli(checkout.root, [
      ...words,
      ...['--scenarios', 'cold,warm', '--rounds', '2', '--seed', String(seed)],
    ]);
    await moment(killed);
    killed.kill('SIGKILL');
    await killed;
    const resumed = await startCli(checkout.root, ['run', '--resume', ...engine]);
    expect(resumed.exitCode, resumed.stderr).toBe(0);
    const { builds, summary, manifest } = await recorded(
      checkout.results,
      (await runFolders(checkout.results)).at(-1),
    );
    expect(manifest).toMatchObject({ outcome: 'complete', resumed: [{}] });
    const counted = builds.filter((row) => row.phase === 'measure' && row.state === 'built');
    expect(counted.map((row) => `${cellId(row)} ${row.round} ${row.repeat}`).toSorted()).toEqual(
      ['scratch', 'slim']
        .flatMap((strategy) =>
          [1, 2].flatMap((round) => [
            `go/${strategy}/cold ${round} 1`,
            ...[1, 2, 3, 4, 5].map((repeat) => `go/${strategy}/warm ${round} ${repeat}`),
          ]),
        )
        .toSorted(),
    );
    expect(summary.map((row) => [row['state'], row['samples']])).toEqual(summary.map(() => ['built', '2']));
    expect(await state()).toEqual(before);
  });
});
