import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { printed, startCli } from './cli.fixture.ts';
import { dockerOn, dockerState } from './docker-state.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { processes, processStarted } from './processes.fixture.ts';
import { recorded, runFolders } from './recorded.fixture.ts';
import { seedThatBuildsFirst } from './seed.fixture.ts';

/** Each is told from any other process of this machine. A run is killed in it; the second one nobody waits for. */
const stepSeconds = 6;
const step = `sleep ${stepSeconds}.${process.pid}`;
const endlessStep = `sleep 86398.${process.pid}`;

describeWithEngine(
  'what a killed run (SIGKILL) has left on a real engine',
  ({ kind, endpoint, bases, goApp }) => {
    const docker = dockerOn(endpoint);
    const seed = seedThatBuildsFirst('slim', ['slim']);
    let checkout: Checkout;
    let words: string[];
    let before: Awaited<ReturnType<typeof state>>;
    const state = async () => {
      const { images, containers } = await dockerState(docker);
      return { images, containers };
    };
    const writeStep = (run: string) =>
      checkout.writeDockerfile('slim', quickDockerfile({ step: `RUN ${run}` }));

    beforeAll(async () => {
      before = await state();
      checkout = await copyCheckout(goApp);
      words = [
        ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'slim'],
        ...['--scenarios', 'cold,warm', '--rounds', '1', '--seed', String(seed)],
      ];
    });
    afterEach(async () => {
      expect((await processes()).filter((line) => line.includes(checkout.root))).toEqual([]);
      expect(await state()).toEqual(before);
    });
    afterAll(() => checkout.remove());

    /** Process ids of what works for a run of this checkout: its builds, and their step on the engine. */
    const atWork = async () =>
      (await processes())
        .filter((line) => line.includes(checkout.root) || line.endsWith(step) || line.endsWith(endlessStep))
        .map((line) => line.split(' ')[0]);

    /** Kills a run while its first build is in its step, and gives what goes on without it. */
    async function killedIn(longStep: string) {
      await writeStep(longStep);
      const run = startCli(checkout.root, words);
      await processStarted(longStep, run);
      run.kill('SIGKILL');
      await run;
      return { runId: (await runFolders(checkout.results)).at(-1), orphans: await atWork() };
    }

    test('is ended before the run goes on: no sample is disturbed by the build that was cut off', async () => {
      const { runId, orphans } = await killedIn(step);
      // The docker CLI, its plugin, and the step with its shell.
      expect(orphans.length).toBeGreaterThanOrEqual(3);
      const resumed = startCli(checkout.root, ['run', '--resume', '--engine', kind]);
      await printed(resumed, `ended a build that the killed run ${runId} left behind\n`);
      const alive = new Set(await atWork());
      expect(orphans.filter((pid) => alive.has(pid))).toEqual([]);
      const { exitCode, stderr } = await resumed;
      expect(exitCode, stderr).toBe(0);
      const { builds, manifest } = await recorded(checkout.results, runId);
      expect(manifest).toMatchObject({ outcome: 'complete', resumed: [{}] });
      expect(builds.map(({ scenario, state }) => `${scenario} ${state}`)).toEqual([
        'cold built',
        ...Array.from({ length: 5 }, () => 'warm built'),
      ]);
      // BuildKit lets a build wait for a step that another has begun: the sample would be shorter than its step.
      expect(builds[0]?.wall_ms).toBeGreaterThan(stepSeconds * 1000);
    });

    test('is ended before another run starts, containers included, and only what is its own', async () => {
      const { runId } = await killedIn(endlessStep);
      const startContainer = (label: string) =>
        docker(
          ...['run', '--detach', '--network', 'host', '--label', label],
          ...[bases['debian:trixie-slim'] ?? '', 'sleep', '1000'],
        );
      await startContainer(`stagebench.container=${runId}`);
      // As a container that somebody has started from an image of the run.
      const others = await startContainer(`stagebench.run=${runId}`);
      await writeStep('touch /built');
      const next = await startCli(checkout.root, words);
      expect(next.exitCode, next.stderr).toBe(0);
      for (const what of ['ended a build', 'removed a container'])
        expect(next.stderr).toContain(`${what} that the killed run ${runId} left behind\n`);
      expect(await atWork()).toEqual([]);
      const { builds } = await recorded(checkout.results);
      expect(builds.map(({ state }) => state)).toEqual(Array.from({ length: 6 }, () => 'built'));
      expect(await docker('inspect', '--format', '{{.State.Running}}', others)).toBe('true');
      await docker('rm', '--force', others);
      const third = await startCli(checkout.root, words);
      expect(third.stderr).not.toContain('which was killed');
    });
  },
);
