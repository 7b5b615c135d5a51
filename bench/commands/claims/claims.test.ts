import { describe, expect, test } from 'vitest';
import { writeRun, type HandWrittenRun } from '../../../src/record/recorded-run.fixture.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';
import { stagebench } from '../../in-process-cli.fixture.ts';

const { results, run } = useFakeCli();

const strategies = ['single-stage', 'multi-stage', 'slim', 'alpine', 'distroless', 'scratch'];
const sizes: Readonly<Record<string, number>> = { 'single-stage': 800e6, 'multi-stage': 700e6 };

/** Everything that A1 needs: single-stage has 800 MB, multi-stage 700 MB, every other one 150 MB. */
const node = (changes: Partial<HandWrittenRun> = {}): string =>
  writeRun(results(), {
    runId: '20260101T000000000Z-0001',
    times: Object.fromEntries(strategies.map((strategy) => [`node/${strategy}/cold`, [1000]])),
    images: ({ strategy }) => ({ size_bytes: sizes[strategy] ?? 150e6, base_bytes: 100e6 }),
    ...changes,
  });
const claims = (...words: string[]) => stagebench(['claims', ...words, '--results', results()]);

describe('claims', () => {
  test('judges by all runs of the folder: verdict, number and sentence', async () => {
    node();
    const { stdout, exitCode } = await claims('--claims', 'A1');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('depends');
    expect(stdout).toContain('node/single-stage: 800 MB');
    expect(stdout).toContain('Outside: multi-stage.');
  });

  test('--json has numbers in base units, with the control beside them', async () => {
    const folder = node();
    const { stdout } = await claims(folder, '--claims', 'A1', '--json');
    const [judged] = JSON.parse(stdout) as readonly object[];
    expect(judged).toMatchObject({
      ...{ id: 'A1', verdict: 'depends', runs: ['20260101T000000000Z-0001'] },
      control: { figures: [{ unit: 'bytes', value: 0 }] },
    });
  });

  test('a run without the rows of a claim: not decided, with the command that measures it', async () => {
    node();
    const { stdout } = await claims('--claims', 'A7');
    expect(stdout).toContain('there are no rows of go/scratch, go/unstripped');
    expect(stdout).toContain('npm run bench -- --suite claims --claims A7');
  });

  test('an unknown claim is named with the nearest', async () => {
    node();
    const { stderr, exitCode } = await claims('--claims', 'A77');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('Did you mean "A7"?');
  });

  test('claims that are named as if they were runs: the option that names them', async () => {
    const { stderr, exitCode } = await claims('a9', 'F4');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('claims by an option: --claims A9,F4.');
  });

  test('without any run it says so; what the fake engine made up is none', async () => {
    await run({}, '--suite', 'claims', '--claims', 'A8', '--apps', 'python', '--strategies', 'slim');
    expect((await claims()).stderr).toContain('NO_RUN');
  });
});

describe('run --suite claims', () => {
  const planned = (...words: string[]) =>
    stagebench(['run', '--suite', 'claims', '--dry-run', ...words, '--results', results()]);

  test('builds what the claims need, in as many rounds as each needs', async () => {
    const { stdout } = await planned('--claims', 'A7,A1');
    expect(stdout).toContain('8 variants, 8 cells, 1 round');
    expect(stdout).toContain('go/unstripped');
  });
});
