import { cpSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
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
