import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { cellId } from '../../src/domain/run/plan.ts';
import { copyCheckout, quickDockerfile, type Checkout } from './checkout.fixture.ts';
import { startCli } from './cli.fixture.ts';
import { describeWithEngine } from './needs-engine.fixture.ts';
import { processesEnded, processStarted } from './processes.fixture.ts';
import { recorded } from './recorded.fixture.ts';

/** Told from any other process of this machine. */
const longStep = `sleep 3.${process.pid}`;

/** A program that takes as much of a core as it gets, while `meanwhile` goes on. */
async function besideBusyProgram(meanwhile: () => Promise<void>): Promise<void> {
  const busy = spawn(process.execPath, ['-e', 'for (;;);'], { stdio: 'ignore' });
  try {
    await meanwhile();
  } finally {
    busy.kill('SIGKILL');
    await once(busy, 'exit');
  }
}

describeWithEngine('a busy program beside a run on a real engine', ({ kind, goApp }) => {
  let checkout: Checkout;
  beforeAll(async () => {
    checkout = await copyCheckout(goApp);
    await checkout.writeDockerfile('scratch', quickDockerfile());
    await checkout.writeDockerfile('slim', quickDockerfile({ step: `RUN ${longStep}` }));
  });
  afterAll(() => checkout.remove());

  test('disturbs the visit that it falls into and no other; this is made again, and all samples are there', async () => {
    const run = startCli(
      checkout.root,
      [
        ...['run', '--engine', kind, '--bases', 'local', '--apps', 'go', '--strategies', 'scratch,slim'],
        ...['--scenarios', 'cold,warm', '--rounds', '2', '--seed', '1'],
      ],
      // This test looks at the processes of the machine all the time, which takes some of it as well.
      { env: { STAGEBENCH_BUSY: '0.5' } },
    );
    await processStarted(longStep, run);
    await processesEnded(longStep);
    await processStarted(longStep, run);
    await besideBusyProgram(() => processesEnded(longStep));
    const { exitCode, stdout, stderr } = await run;
    expect(exitCode, stderr).toBe(0);

    const { builds, summary, manifest } = await recorded(checkout.results);
    expect(manifest.outcome).toBe('complete');
    const tries = builds.filter((row) => cellId(row) === 'go/slim/cold' && row.round === 2);
    expect(tries.map(({ state }) => state)).toEqual(['disturbed', 'built']);
    expect(tries[0]?.foreign_cpu).toBeGreaterThan(0.5);
    expect(tries[1]?.sequence).toBe(builds.at(-1)?.sequence);
    expect(builds.filter(({ state }) => state !== 'built')).toHaveLength(1);
    expect(summary.map((row) => [row['state'], row['samples']])).toEqual(summary.map(() => ['built', '2']));
    expect(stderr).toContain('1 visit was disturbed by other programs (go/slim/cold): it is made again');
    expect(stdout.replaceAll(/\s+/g, ' ')).toContain('1 of 9 visits were disturbed');
  });
});
