import { afterAll, beforeAll, expect, test } from 'vitest';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { ctrlC, printed, startCli, startOnTerminal } from './cli.fixture.ts';
import { dockerOn, dockerState } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { processes, processesEnded, processStarted } from './processes.fixture.ts';
import { recorded } from './recorded.fixture.ts';
import { seedThatBuildsFirst } from './seed.fixture.ts';

/** Told from any other process of this machine. */
const longStep = `sleep 86399.${process.pid}`;

describeWithEngine('a run that is interrupted while a RUN step runs', ({ kind, endpoint, goApp }) => {
  let checkout: Checkout;
  const state = async () => {
    const { images, containers } = await dockerState(dockerOn(endpoint));
    return { images, containers };
  };
  let before: Awaited<ReturnType<typeof state>>;
  const words = (results: string) => [
    ...[
      'run',
      '--results',
      results,
      '--engine',
      kind,
      '--bases',
      'local',
      '--apps',
      'go',
      '--strategies',
      'scratch,slim',
    ],
    ...['--scenarios', 'cold,warm', '--rounds', '1', '--seed', String(seed)],
  ];
  const seed = seedThatBuildsFirst('slim', ['scratch', 'slim']);

  beforeAll(async () => {
    before = await state();
    checkout = await copyCheckout(goApp);
    for (const strategy of ['scratch', 'slim']) {
      await checkout.writeDockerfile(
        strategy,
        quickDockerfile({ step: `RUN echo the long step; ${longStep}` }),
      );
    }
  });
  afterAll(() => checkout.remove());

  /** Nothing that belongs to the run is alive, on the engine or beside it. */
  async function expectNothingLeft() {
    expect(
      (await processes()).filter((line) => line.includes(checkout.root) || line.includes(longStep)),
    ).toEqual([]);
    expect(await state()).toEqual(before);
  }

  async function expectPartialRun() {
    const run = await recorded(checkout.results);
    expect(run.manifest.outcome).toBe('interrupted');
    expect(run.builds).toMatchObject([
      { sequence: 1, state: 'aborted', error_code: 'INTERRUPTED', wall_ms: undefined },
    ]);
    expect(run.summary.map((row) => row['state'])).toHaveLength(4);
    expect(run.summary.every((row) => row['wall_ms_median'] === '')).toBe(true);
    await expectNothingLeft();
    return run;
  }

  test('by Ctrl-C on a terminal: ends the build, keeps what was measured, exits with 130', async () => {
    const run = startOnTerminal(checkout.root, words(checkout.results));
    await printed(run, 'RUN echo the long step');
    run.stdin.write(ctrlC);
    const outcome = await run;
    expect(outcome.exitCode).toBe(130);
    expect(outcome.stdout).toContain('Interrupted: ending what is going on');
    expect(outcome.stdout).toContain('0 of 4 cells built');
    await expectPartialRun();
  });

  test.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
    'by %s to the process alone, without a terminal: the same',
    async (signal) => {
      const run = startCli(checkout.root, words(checkout.results));
      await processStarted(longStep, run);
      run.kill(signal);
      const outcome = await run;
      expect(outcome.exitCode).toBe(130);
      expect(outcome.stderr).toContain('INTERRUPTED');
      await expectPartialRun();
    },
  );

  test('by a terminal that is closed: the same, though nobody can be told', async () => {
    const run = startOnTerminal(checkout.root, words(checkout.results));
    await printed(run, 'RUN echo the long step');
    run.kill('SIGKILL');
    await run;
    await processesEnded(checkout.results);
    await expectPartialRun();
  });

  test('a second run at the same time is refused and told which run is in its way; afterwards one works', async () => {
    const first = startCli(checkout.root, words(checkout.results));
    await processStarted(longStep, first);
    const second = await startCli(checkout.root, words(checkout.results));
    expect(second.exitCode).toBe(2);
    expect(second.stderr).toMatch(/error ENGINE_BUSY: Run \S+ \(process \d+, since/);
    first.kill('SIGINT');
    const { stderr } = await first;
    expect(second.stderr).toContain(`Run ${/run (\S+) on /.exec(stderr)?.[1]} (process ${first.pid}`);

    for (const strategy of ['scratch', 'slim']) await checkout.writeDockerfile(strategy, quickDockerfile());
    const third = await startCli(checkout.root, words(checkout.results));
    expect(third.exitCode, third.stderr).toBe(0);
    const run = await recorded(checkout.results);
    expect(run.summary.map((row) => row['state'])).toEqual(['built', 'built', 'built', 'built']);
    await expectNothingLeft();
  });
});
