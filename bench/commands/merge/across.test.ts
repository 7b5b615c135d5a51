import { readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const cli = useFakeCli();
const at = (...parts: string[]): string => path.join(cli.folder(), ...parts);

/** Each strategy and its twin are one shard. */
const twins = ['--suite', 'aa', '--apps', 'go', '--strategies', 'slim,alpine', '--scenarios', 'cold'];

/** Measures both shards, each into a folder of its own; the folders of the runs. */
const both = async (): Promise<[string, string]> => {
  const measured = async (shard: string): Promise<string> => {
    const results = at(shard.replace('/', '-of-'));
    const words = [...twins, '--rounds', '6', '--seed', '1', '--shard', shard, '--results', results];
    await cli.stagebench(['run', '--engine', 'fake', ...words]);
    return path.join(results, readdirSync(results).find((name) => name !== 'latest') ?? '');
  };
  return [await measured('1/2'), await measured('2/2')];
};
/** As if its builder had run the programs of a platform so. */
const builtBy = (folder: string, way: string): void => {
  const [head = '', ...rows] = text(folder, 'builds.csv').trimEnd().split('\n');
  const names = head.split(',');
  const phase = names.indexOf('phase');
  const values = new Map([
    [names.indexOf('platform'), 'linux/arm64'],
    [names.indexOf('platform_by'), way],
  ]);
  const changed = rows.map((row) => {
    const fields = row.split(',');
    return fields
      .map((field, index) => (fields[phase] === 'measure' && values.get(index)) || field)
      .join(',');
  });
  writeFileSync(path.join(folder, 'builds.csv'), [head, ...changed, ''].join('\n'));
};
const text = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');

describe('--across', () => {
  const acrossOf = async (...dirs: string[]) => {
    const words = ['--across', '--baseline', 'slim', '--results', at('across')];
    const { exitCode, stdout } = await cli.stagebench(['merge', ...dirs, ...words]);
    expect(exitCode).toBe(0);
    const [run = ''] = readdirSync(at('across')).filter((name) => name !== 'latest');
    const csv = await cli.stagebench([
      ...['table', 'across', '--run', at('across', run), '--baseline', 'slim', '--format', 'csv'],
    ]);
    rmSync(at('across'), { recursive: true });
    return { stdout, csv: csv.stdout };
  };

  test('holds cells against a baseline of another machine by the controls, in a table of its own that says so', async () => {
    const [one, two] = await both();
    const { stdout, csv } = await acrossOf(one, two);
    expect(stdout).toContain('across machines, by ÷ control');
    expect(stdout).toContain('the same of the baseline');
    const rows = csv.trimEnd().split('\n').slice(1);
    expect(rows.map((row) => row.split(',').slice(0, 2).join())).toEqual(['go,alpine', 'go,alpine-again']);
    for (const row of rows) expect(row).toContain(',control,');
    // A machine that takes twice as long for all, the control too, gives the same.
    const column = text(two, 'builds.csv').split('\n')[0]?.split(',').indexOf('wall_ms') ?? -1;
    const slow = text(two, 'builds.csv').replaceAll(/^[^r].*$/gm, (row) =>
      row
        .split(',')
        .map((field, index) => (index === column ? String(2 * Number(field)) : field))
        .join(','),
    );
    expect(slow).not.toBe(text(two, 'builds.csv'));
    writeFileSync(path.join(two, 'builds.csv'), slow);
    const again = (await acrossOf(one, two)).csv;
    expect(again).toBe(csv);
  });

  test('is made only if it is asked for, and says so if there is nothing to compare', async () => {
    const dirs = await both();
    expect((await cli.stagebench(['merge', ...dirs, '--results', at('merged')])).stdout).not.toContain(
      'across',
    );
    const { stdout } = await cli.stagebench(['merge', ...dirs, '--across', '--results', at('empty')]);
    expect(stdout).toContain(
      'no cell has its baseline on another machine that builds it as this one does: nothing is compared across',
    );
  });
});

describe('an app that one shard has built by its own processor, and another one by another', () => {
  test.each([
    ['native', 'emulated', '1/2 and 2/2: processor that built go: its own and another\n'],
    ['unsure', 'cross', '1/2 and 2/2: processor that built go: nobody knows which and another\n'],
    ['cross', 'emulated', undefined],
  ])('%s and %s', async (one, two, refused) => {
    const dirs = await both();
    builtBy(dirs[0], one);
    builtBy(dirs[1], two);
    const { exitCode, stderr } = await cli.stagebench(['merge', ...dirs, '--results', at('merged')]);
    expect([exitCode, stderr]).toEqual(
      refused === undefined ? [0, ''] : [2, expect.stringContaining(refused)],
    );
    const across = ['--across', '--results', at('across')];
    expect((await cli.stagebench(['merge', ...dirs, ...across])).exitCode).toBe(0);
  });
});
