import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { cellId, type Cell, type Plan } from '../../src/domain/run/plan.ts';
import type { RecordedShard } from '../../src/domain/run/shard.ts';
import { readRun, type RecordedRun } from '../../src/record/read/read-run.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';

const cli = useFakeCli();

const planned = async (words: string[]) => {
  const { stdout } = await cli.stagebench(['plan', '--results', cli.results(), '--json', ...words]);
  return JSON.parse(stdout) as Plan & { readonly shard?: RecordedShard };
};
const ids = (cells: readonly Cell[]) => cells.map(cellId).toSorted();

/** The runs of this test, oldest first. */
async function runs(): Promise<RecordedRun[]> {
  const names = readdirSync(cli.results()).filter((name) => name !== 'latest');
  return Promise.all(names.toSorted().map((name) => readRun(path.join(cli.results(), name))));
}

describe('the shards of a plan', () => {
  test.each([
    ['default', 1],
    ['default', 3],
    ['aa', 5],
    ['nightly', 2],
    ['claims', 4],
  ])(
    'of suite %s, in %i, are together the plan; the control is in every round of each',
    async (suite, of) => {
      const words = ['--suite', suite, '--seed', '7'];
      const whole = await planned(words);
      const shards = await Promise.all(
        Array.from({ length: of }, (_, index) => planned([...words, '--shard', `${index + 1}/${of}`])),
      );
      expect(ids(shards.flatMap(({ cells }) => cells))).toEqual(ids(whole.cells));
      for (const { visits, rounds, seed } of shards) {
        expect(seed).toBe(7);
        expect(visits.filter(({ phase }) => phase === 'control')).toHaveLength(3 * rounds);
      }
      expect(new Set(shards.map(({ shard }) => JSON.stringify(shard?.split)))).toHaveProperty('size', 1);
    },
  );

  test('have one seed on all machines, whatever the clock says', async () => {
    expect(await planned(['--shard', '1/3'])).toMatchObject({ seed: 1, shard: { number: 1, of: 3 } });
  });

  test('are printed with what the others build', async () => {
    const { stdout } = await cli.stagebench(['plan', '--shard', '2/3', '--results', cli.results()]);
    expect(stdout.split('\n').slice(0, 4)).toEqual([
      '  1/3  6 variants, 24 cells: node',
      '→ 2/3  6 variants, 24 cells: go',
      '  3/3  6 variants, 24 cells: python',
      'Each visit counts the same.',
    ]);
  });
});

describe('--balance', () => {
  const words = ['--scenarios', 'cold', '--engine', 'fake'];

  test('is the newest run of all these cells, if nobody names one; a shard is none', async () => {
    await cli.run({}, '--apps', 'go,node,python', '--scenarios', 'cold');
    const [whole] = await runs();
    await cli.run({}, '--apps', 'go,node,python', '--scenarios', 'cold', '--shard', '1/2');
    const strategies = ['--strategies', 'slim,alpine'];
    const { shard } = await planned([...words, ...strategies, '--shard', '1/2']);
    expect(shard?.balancedBy).toBe(whole?.manifest.runId);
    const named = ['--shard', '1/2', '--balance', whole?.manifest.runId ?? ''];
    expect((await planned([...words, ...strategies, ...named])).shard).toEqual(shard);
    const even = await planned([...words, ...strategies, '--shard', '1/2', '--balance', 'even']);
    expect(even.shard).not.toHaveProperty('balancedBy');
  });

  test.each([
    ['a run that is not there', 'nothing', 'There is no run "nothing"'],
    ['one that lacks cells', 'latest', 'it has not built all of its cells'],
  ])('refuses %s', async (_, name, said) => {
    await cli.run();
    const asked = ['plan', ...words, '--results', cli.results(), '--shard', '1/2', '--balance', name];
    const { exitCode, stderr } = await cli.stagebench(asked);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(said)]);
  });

  test('means nothing without a shard', async () => {
    const { exitCode, stderr } = await cli.stagebench(['plan', '--balance', 'even']);
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining('--balance means nothing without --shard'),
    ]);
  });
});

describe('a run of a shard', () => {
  const start = (fake: object, env: NodeJS.ProcessEnv, ...words: string[]) =>
    cli.stagebench(
      ['run', '--engine', 'fake', '--results', cli.results(), '--apps', 'go,node', '--rounds', '2', ...words],
      fake,
      env,
    );
  const narrow = ['--strategies', 'slim,alpine', '--scenarios', 'cold,warm'];

  test('builds its part, and says which one: auto is the number that it stood for', async () => {
    const { exitCode, stderr } = await start(
      {},
      { JOB_COMPLETION_INDEX: '1' },
      ...narrow,
      '--shard',
      'auto/2',
    );
    expect([exitCode, stderr]).toEqual([0, expect.stringContaining('→ 2/2  2 variants, 4 cells: go')]);
    const { manifest, builds } = await cli.onlyRun();
    expect(manifest.shard).toMatchObject({
      ...{ number: 2, of: 2 },
      split: { 'node/slim': 1, 'node/alpine': 1, 'go/slim': 2, 'go/alpine': 2 },
    });
    expect(manifest.options).toMatchObject({ shard: '2/2', seed: 1 });
    expect(new Set(builds.map(({ app }) => app))).toEqual(new Set(['go', 'control']));
    expect(Object.keys(manifest.definitions).filter((name) => name.includes('node'))).toEqual([]);
  });

  test('goes on as the shard that it was', async () => {
    await start({ interruptedBuild: 5 }, {}, ...narrow, '--shard', '2/2');
    const resumed = await cli.stagebench(['run', '--resume', '--engine', 'fake', '--results', cli.results()]);
    expect([resumed.exitCode, resumed.stderr]).toEqual([0, expect.any(String)]);
    const { manifest } = await cli.onlyRun();
    expect(manifest).toMatchObject({ outcome: 'complete', shard: { number: 2 } });
    expect(manifest.resumed).toHaveLength(1);
    expect(new Set(manifest.plan.cells.map(({ app }) => app))).toEqual(new Set(['go']));
  });

  test('is refused before anything is made, if there is no such shard', async () => {
    const { exitCode, stderr } = await start({}, {}, '--shard', '3/3');
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('at most 2 shards, not 3')]);
  });
});
