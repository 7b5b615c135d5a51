import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import type { RunManifest } from '../../../src/record/manifest.ts';
import { rootFolder } from '../../context.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const cli = useFakeCli();
const at = (...parts: string[]): string => path.join(cli.folder(), ...parts);
const merge = (...dirs: string[]) => cli.stagebench(['merge', ...dirs, '--results', at('merged')]);

/** A project that two variants are built of, each a part of its own in the suite `aa`. */
function project(folder: string): void {
  cpSync(path.join(rootFolder, 'sample-apps', 'go'), folder, { recursive: true });
  for (const name of ['slim', 'alpine'])
    cpSync(
      path.join(rootFolder, `strategies/${name}/go.Dockerfile`),
      path.join(folder, `${name}.Dockerfile`),
    );
}
const projectShard = (results: string, folder: string, shard: string) =>
  cli.stagebench([
    ...['run', '--engine', 'fake', '--suite', 'aa', '--scenarios', 'cold', '--rounds', '1'],
    ...['--project', folder, '--shard', shard, '--results', at(results)],
  ]);

test('shards of a project are one run, wherever it and the results lie on each machine', async () => {
  project(at('pr'));
  project(at('elsewhere', 'pr'));
  expect((await projectShard('q1', at('pr'), '1/2')).exitCode).toBe(0);
  expect((await projectShard('deep/er/q2', at('elsewhere', 'pr'), '2/2')).exitCode).toBe(0);
  expect(await merge(at('q1'), at('deep'))).toMatchObject({ exitCode: 0, stderr: '' });
});

test('if a shard of a project is missing, the command finds it from here', async () => {
  project(at('pr'));
  await projectShard('deep/er', at('pr'), '1/2');
  const { exitCode, stderr } = await merge(at('deep'));
  const [, command = ''] = /npm run bench -- (.*)/.exec(stderr) ?? [];
  expect([exitCode, command]).toEqual([1, expect.stringContaining(`--project ${at('pr')}`)]);
  await cli.stagebench(['run', ...command.replaceAll("'", '').split(' ')]);
  expect((await merge(at('deep'))).exitCode).toBe(0);
});

async function shardOf(name: string, shard: string): Promise<string> {
  await cli.run({}, '--apps', 'go,node', '--scenarios', 'cold', '--shard', shard, '--results', at(name));
  return at(name, readdirSync(at(name)).find((one) => one !== 'latest') ?? '');
}

test('nothing is merged of shards of which one went on to more rounds; what to do is said', async () => {
  const one = await shardOf('one', '1/2');
  const two = await shardOf('two', '2/2');
  await cli.stagebench([
    ...['run', '--resume', path.basename(one), '--rounds', '2'],
    ...['--engine', 'fake', '--results', path.dirname(one)],
  ]);
  expect((await merge(one, two)).stderr).toContain(
    '1/2 went on to 2 rounds: go on with 2/2, too (--resume --rounds 2)',
  );
  await cli.stagebench([
    ...['run', '--resume', path.basename(two), '--rounds', '2'],
    ...['--engine', 'fake', '--results', path.dirname(two)],
  ]);
  expect((await merge(one, two)).exitCode).toBe(0);
});

const pair = async (): Promise<[string, string]> => [
  await shardOf('one', '1/2'),
  await shardOf('two', '2/2'),
];
function change(folder: string, changes: (manifest: RunManifest) => object): void {
  const file = path.join(folder, 'run.json');
  const manifest = JSON.parse(readFileSync(file, 'utf8')) as RunManifest;
  writeFileSync(file, JSON.stringify({ ...manifest, ...changes(manifest) }));
}

test('shards know what the whole plan builds: a Dockerfile of one of them alone may not be another one', async () => {
  const [one, two] = await pair();
  const file = 'strategies/slim/go.Dockerfile';
  change(two, ({ shard, definitions }) => ({
    definitions: { ...definitions, [file]: 'x' },
    shard: { ...shard, definitions: { ...shard?.definitions, [file]: 'x' } },
  }));
  const { exitCode, stderr } = await merge(one, two);
  expect([exitCode, stderr]).toEqual([2, expect.stringContaining(`1/2 and 2/2: ${file} is another one`)]);
});

test('shards of two commits that build the same are merged, and it is said', async () => {
  const [one, two] = await pair();
  change(one, () => ({ commit: 'a1' }));
  change(two, () => ({ commit: 'b2' }));
  const { exitCode, stdout } = await merge(one, two);
  expect([exitCode, stdout]).toEqual([0, expect.stringContaining('several commits of Stagebench')]);
  expect(stdout).toContain('a1 and b2');
});

test.each(['builds.csv', 'images.csv', 'steps.csv', 'layers.csv', 'summary.csv'])(
  'nothing is merged of a shard whose %s is not there, or lacks its last row',
  async (name) => {
    const [one, two] = await pair();
    const file = path.join(two, name);
    writeFileSync(file, readFileSync(file, 'utf8').replace(/[^\n]*\n$/, ''));
    const cut = await merge(one, two);
    expect([cut.exitCode, cut.stderr]).toEqual([2, expect.stringContaining('RESULTS_UNREADABLE')]);
    rmSync(file);
    const gone = await merge(one, two);
    expect([gone.exitCode, gone.stderr]).toEqual([2, expect.stringMatching(/RESULTS_UNREADABLE: .*ENOENT/)]);
  },
);

test('a part of a plan says that it is one: merged, and as a night', async () => {
  const one = await shardOf('one', '1/2');
  expect((await merge(one)).stdout).toContain('2 of 2 cells built, in 1 of 2 shards');
  for (const run of [one, at('merged', 'latest')]) {
    const words = ['nightly', '--run', run, '--history', at('history'), '--results', at('one')];
    expect((await cli.stagebench(words)).stderr).toContain('is a part of a plan');
  }
});
