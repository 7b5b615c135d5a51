import { cpSync, readFileSync, readdirSync, truncateSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { newestSchema, type RunManifest } from '../../../src/record/manifest.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';

const cli = useFakeCli();
const at = (...parts: string[]): string => path.join(cli.folder(), ...parts);

const options = ['--apps', 'go,node', '--strategies', 'slim,alpine', '--scenarios', 'cold,warm'];
const usual = [...options, '--rounds', '1', '--seed', '1'];
/** So many take a verdict. */
const verdicts = ['--rounds', '6'];

/** The usual options with others in their place. */
const replaced = (words: string[]): string[] => {
  const names = words.filter((word) => word.startsWith('--'));
  const kept = usual.filter(
    (word, index) => !names.includes(word) && !names.includes(usual[index - 1] ?? ''),
  );
  return [...kept, ...words];
};

/** Measures into a folder of its own, as another machine would; the folder of the run. */
async function measured(name: string, words: string[], fake: object = {}): Promise<string> {
  await cli.stagebench(['run', '--engine', 'fake', '--results', at(name), ...replaced(words)], fake);
  const [run = ''] = readdirSync(at(name)).filter((one) => one !== 'latest');
  return at(name, run);
}
const both = async (...words: string[]): Promise<[string, string]> => [
  await measured('one', ['--shard', '1/2', ...words]),
  await measured('two', ['--shard', '2/2', ...words]),
];
const merge = (...dirs: string[]) => cli.stagebench(['merge', ...dirs, '--results', at('merged')]);
const mergedFolder = (): string =>
  at('merged', readdirSync(at('merged')).find((name) => name !== 'latest') ?? '');

const manifestOf = (folder: string) =>
  JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as RunManifest;
const change = (folder: string, changes: (manifest: RunManifest) => object): void => {
  const manifest = manifestOf(folder);
  writeFileSync(path.join(folder, 'run.json'), JSON.stringify({ ...manifest, ...changes(manifest) }));
};
const text = (folder: string, file: string): string => readFileSync(path.join(folder, file), 'utf8');
/** Without what names the run. */
const rowsOf = (folder: string, file: string): string[] =>
  text(folder, file)
    .split('\n')
    .map((row) => row.replace(/^[^,]*,/, ''));

describe('shards that are all there', () => {
  test('are one run, with the cells and numbers of a plan that was measured as a whole', async () => {
    const whole = await measured('whole', verdicts);
    const { exitCode, stdout, stderr } = await merge(...(await both(...verdicts)));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain('2 shards:');
    expect(rowsOf(mergedFolder(), 'summary.csv')).toEqual(rowsOf(whole, 'summary.csv'));
    const { manifest } = await readRun(mergedFolder());
    expect(manifest.plan.cells).toEqual(manifestOf(whole).plan.cells);
    expect(manifest).toMatchObject({ outcome: 'complete', merged: { of: 2, missing: [] } });
    expect(manifest).not.toHaveProperty('shard');
    const table = async (run: string) =>
      (await cli.stagebench(['table', 'ratios', '--run', run, '--format', 'csv'])).stdout;
    expect(await table(mergedFolder())).toBe(await table(whole));
  });

  test('keep their rows: a row says by its run_id which shard measured it', async () => {
    const shards = await both();
    await merge(...shards);
    const builds = shards.flatMap((shard) => text(shard, 'builds.csv').trimEnd().split('\n').slice(1));
    const merged = text(mergedFolder(), 'builds.csv').trimEnd().split('\n').slice(1);
    expect(merged.map((row) => row.replace(/,\d+,/, ','))).toEqual(
      builds.map((row) => row.replace(/,\d+,/, ',')),
    );
    expect(merged.map((row) => Number(row.split(',')[1]))).toEqual(builds.map((_, index) => index + 1));
    const { manifest, builds: rows } = await readRun(mergedFolder());
    const machines = new Map(manifest.merged?.shards.map(({ runId, number }) => [runId, number]));
    const apps = rows.map(({ run_id: run, app }) => `${machines.get(run)} ${app}`);
    expect(new Set(apps)).toEqual(new Set(['1 node', '1 control', '2 go', '2 control']));
  });

  test('are found below a folder, as artifacts of jobs lie there; nothing else counts', async () => {
    await measured('jobs/other', []);
    await measured('jobs/shard-1/results', ['--shard', '1/2']);
    await measured('jobs/shard-2/results', ['--shard', '2/2']);
    expect((await merge(at('jobs'))).exitCode).toBe(0);
  });

  test('may lie in one folder of results, even in the one that takes the merged run', async () => {
    for (const shard of ['1/2', '2/2'])
      await cli.stagebench(['run', '--engine', 'fake', '--results', at('all'), ...usual, '--shard', shard]);
    const once = await cli.stagebench(['merge', at('all'), '--results', at('all')]);
    expect(once.exitCode).toBe(0);
    expect(readdirSync(at('all')).filter((name) => name.startsWith('.'))).toEqual([]);
    const twice = await cli.stagebench(['merge', at('all'), '--results', at('all')]);
    expect(twice.exitCode).toBe(0);
  });

  test('keep the order of the plan, whatever the clocks of their machines say', async () => {
    const [one, two] = await both();
    const late = (time: string) => new Date(Date.parse(time) + 3_600_000).toISOString();
    change(one, ({ startedAt, finishedAt = '' }) => ({
      startedAt: late(startedAt),
      finishedAt: late(finishedAt),
    }));
    const shifted = text(one, 'builds.csv').replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z(?=,)/g, late);
    writeFileSync(path.join(one, 'builds.csv'), shifted);
    expect((await merge(two, one)).exitCode).toBe(0);
    const { manifest } = await readRun(mergedFolder());
    expect(manifest.merged?.shards.map(({ number }) => number)).toEqual([1, 2]);
    expect(manifest.startedAt).toBe(manifestOf(two).startedAt);
    expect(manifest.plan.cells.map(({ app }) => app)).toEqual([
      'node',
      'node',
      'node',
      'node',
      'go',
      'go',
      'go',
      'go',
    ]);
  });
});

describe('a merged run', () => {
  test('is a run for report, tables, exports and nights', async () => {
    await merge(...(await both()));
    const run = ['--run', mergedFolder()];
    for (const words of [
      ['report', ...run],
      ['report', ...run, '--html', at('page.html')],
      ['table', 'control', ...run],
      ['export', 'openmetrics', ...run],
      ['nightly', ...run, '--results', at('merged')],
    ])
      expect([words[0], (await cli.stagebench(words)).exitCode]).toEqual([words[0], 0]);
  });

  test('of machines that are not alike says so, and so do its nights', async () => {
    const [one, two] = await both();
    change(two, ({ machine }) => ({ machine: { ...machine, cpuModel: 'another CPU' } }));
    const { stdout } = await merge(one, two);
    expect(stdout).toMatch(
      /measured on machines that are not alike, .* they differ in CPU \(.* and another CPU\)/s,
    );
    await cli.stagebench(['nightly', '--run', mergedFolder(), '--results', at('merged')]);
    const [year = ''] = readdirSync(at('merged', 'history')).filter((name) => /^\d{4}\.csv$/.test(name));
    const rows = text(at('merged', 'history'), year).trimEnd().split('\n').slice(1);
    const ofApp = (app: string) => rows.filter((row) => row.includes(`,${app},`));
    expect(ofApp('go').every((row) => row.includes('another CPU'))).toBe(true);
    expect(ofApp('node').some((row) => row.includes('another CPU'))).toBe(false);
  });

  test('goes on only in its shards', async () => {
    await merge(...(await both()));
    const { exitCode, stderr } = await cli.stagebench(['run', '--resume', mergedFolder(), '--rounds', '7']);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining('is merged, and does not go on itself')]);
  });

  test('does not compare what two machines have measured, unless somebody insists', async () => {
    await merge(...(await both()));
    const cells = ['go/slim/cold', 'node/slim/cold'].map((cell) => `${mergedFolder()}:${cell}`);
    const refused = await cli.stagebench(['compare', ...cells]);
    expect([refused.exitCode, refused.stderr]).toEqual([
      2,
      expect.stringContaining('they differ in\n    shard ('),
    ]);
    const { stdout } = await cli.stagebench(['compare', ...cells, '--force', '--json']);
    const { isOneRun, rows } = JSON.parse(stdout) as { isOneRun: boolean; rows: object[] };
    expect([isOneRun, rows]).toEqual([false, [expect.objectContaining({ caveat: 'shard' })]]);
    expect(rows[0]).toHaveProperty('controlRatio');
  });
});

describe('if a shard is missing', () => {
  test('what is there is reported, the exit code is 1, and the command that is printed adds it', async () => {
    const one = await measured('one', ['--shard', '1/2']);
    const { exitCode, stdout, stderr } = await merge(one);
    expect(exitCode).toBe(1);
    expect(stdout).toContain('shard 2 of 2 is missing: what would be built there is in no table');
    const [, command = ''] = /npm run bench -- (.*)/.exec(stderr) ?? [];
    expect(command).toBe(
      "--shard 2/2 --balance even --apps 'go,node' --strategies 'slim,alpine' --scenarios 'cold,warm' --rounds 1 --seed 1 --engine fake " +
        `--results ${at('one')}`,
    );
    expect((await cli.stagebench(['run', ...command.replaceAll("'", '').split(' ')])).exitCode).toBe(0);
    expect((await merge(at('one'))).exitCode).toBe(0);
  });

  test('because its run was interrupted, the command goes on with it', async () => {
    const one = await measured('one', ['--shard', '1/2']);
    const two = await measured('two', ['--shard', '2/2'], { interruptedBuild: 5 });
    const { exitCode, stderr } = await merge(at('one'), at('two'));
    expect([exitCode, stderr]).toEqual([1, expect.stringContaining('shard 2/2 has not come to its end.')]);
    await cli.stagebench(['run', '--resume', two, '--engine', 'fake', '--results', at('two')]);
    expect((await merge(one, two)).exitCode).toBe(0);
  });

  test('a first try that was interrupted counts for nothing beside the one that came to its end', async () => {
    const [one, two] = await both();
    cpSync(two, at('two', '20200101T000000000Z-0001'), { recursive: true });
    change(at('two', '20200101T000000000Z-0001'), () => ({ outcome: 'interrupted' }));
    expect(await merge(one, at('two'))).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('nothing is merged of', () => {
  const refused = async (dirs: string[]): Promise<string> => {
    const { exitCode, stdout, stderr } = await merge(...dirs);
    expect([exitCode, stdout]).toEqual([2, '']);
    return stderr;
  };

  test('the same shard twice', async () => {
    const [one, two] = await both();
    const again = await measured('again', ['--shard', '2/2']);
    const said = await refused([one, two, again]);
    expect(said).toContain(`error SHARD_TWICE: Shard 2/2 is there twice: ${two} and ${again}.`);
  });

  test('the same folder twice, which is one shard', async () => {
    const [one, two] = await both();
    expect((await merge(one, two, two)).exitCode).toBe(0);
  });

  test.each<[string, string[], string]>([
    ['seed', ['--seed', '2'], '1/2 and 2/2: seed: 1 and 2'],
    ['number of shards', ['--shard', '1/1'], '1/2 and 1/1: the number of shards: 2 and 1'],
    ['options', ['--scenarios', 'cold'], '1/2 and 2/2: --scenarios: ["cold","warm"] and ["cold"]'],
    ['rounds', ['--rounds', '5'], '1/2 and 2/2: --rounds: 1 and 5'],
  ])('shards of another %s', async (_, words, said) => {
    const one = await measured('one', ['--shard', '1/2']);
    const two = await measured('two', words.includes('--shard') ? words : ['--shard', '2/2', ...words]);
    expect(await refused([one, two])).toContain(said);
  });

  test.each<[string, (manifest: RunManifest) => object, string]>([
    ['schema', () => ({ schema: 5 }), `1/2 and 2/2: schema: ${newestSchema} and 5`],
    ['version', () => ({ stagebench: '9.9.9' }), '1/2 and 2/2: Stagebench: 0.1.0 and 9.9.9'],
    [
      'definition',
      ({ definitions }) => ({ definitions: { ...definitions, 'bench/scenarios/cold': 'x' } }),
      '1/2 and 2/2: bench/scenarios/cold is another one',
    ],
    [
      'engine that makes up',
      ({ engine }) => ({ engine: { ...engine, kind: 'private' } }),
      'made up: true and false',
    ],
    [
      'split',
      ({ shard }) => ({ shard: { ...shard, balancedBy: 'r1' } }),
      '1/2 and 2/2: balanced by: even and r1',
    ],
  ])('shards of another %s', async (_, changes, said) => {
    const [one, two] = await both();
    change(two, changes);
    expect(await refused([one, two])).toContain(said);
  });

  test.each([
    ['registry', 'debian:13', false],
    ['local', 'stagebench-base/debian-13:abc', true],
  ])('shards on other bases: %s', async (source, ref, isMerged) => {
    const [one, two] = await both();
    const base = { name: 'debian:13', source, ref };
    change(one, () => ({ bases: [{ ...base, digest: 'sha256:1' }] }));
    change(two, () => ({ bases: [{ ...base, digest: 'sha256:2' }] }));
    const { exitCode, stderr } = await merge(one, two);
    expect([exitCode, stderr]).toEqual(
      isMerged ? [0, ''] : [2, expect.stringContaining('base debian:13 is another one')],
    );
  });

  test.each(['builds.csv', 'steps.csv', 'layers.csv'])('a shard whose %s was cut short', async (file) => {
    const [one, two] = await both();
    truncateSync(path.join(two, file), text(two, file).length - 40);
    expect(await refused([one, two])).toContain('RESULTS_UNREADABLE');
    expect(readdirSync(at('merged'))).toEqual([]);
  });

  test.each([
    ['a run that is no shard', [], 'is no shard: it was made without --shard.'],
    ['a folder that is not there', undefined, 'There is no folder'],
  ])('%s', async (_, words, said) => {
    const folder = words === undefined ? at('nowhere') : await measured('whole', words);
    expect(await refused([folder])).toContain(said);
  });

  test('a run that was merged', async () => {
    await merge(...(await both()));
    const { stderr } = await cli.stagebench(['merge', mergedFolder(), '--results', at('again')]);
    expect(stderr).toMatch(/is merged already, of \S+, \S+: name these, and the others\./);
  });

  test('no folder at all', async () => {
    expect((await cli.stagebench(['merge'])).exitCode).toBe(2);
  });
});
