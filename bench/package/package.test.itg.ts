import { mkdir, mkdtemp, readdir, readFile, realpath, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { archiveOf, file, imageOf, ociFiles } from '../../src/inspect/archive/hand-made-image.fixture.ts';
import { rootFolder } from '../context.ts';

let above: string;
/** Where the package is installed, and commands are typed. */
let here: string;

/** The names of all files below a folder, with their sizes and times. */
async function stateOf(folder: string): Promise<string[]> {
  const names = await readdir(folder, { recursive: true });
  const lines = names.map(async (name) => {
    const found = await stat(path.join(folder, name));
    return found.isFile() ? `${name} ${found.size} ${found.mtimeMs}` : name;
  });
  return (await Promise.all(lines)).toSorted();
}

const npxWith = (input: Uint8Array, ...words: readonly string[]) =>
  execa('npx', ['stagebench', ...words], {
    ...{ cwd: here, reject: false, input },
    env: { NO_COLOR: '1' },
  });

const npx = (...words: readonly string[]) => npxWith(Buffer.alloc(0), ...words);

beforeAll(async () => {
  above = await realpath(await mkdtemp(path.join(tmpdir(), 'stagebench-installed-')));
  here = path.join(above, 'here');
  const project = path.join(above, 'app');
  await mkdir(here);
  await mkdir(project);
  await writeFile(path.join(project, 'page.txt'), 'page\n');
  await writeFile(
    path.join(project, 'Dockerfile'),
    'FROM debian:trixie-slim\nCOPY page.txt /\nCMD ["cat", "/page.txt"]\n',
  );
  await execa('npm', ['pack', '--pack-destination', above], { cwd: rootFolder });
  const tarball = (await readdir(above)).find((name) => name.endsWith('.tgz')) ?? '';
  await execa('npm', ['install', '--no-audit', '--no-fund', path.join(above, tarball)], { cwd: here });
});
afterAll(() => rm(above, { recursive: true, force: true }));

describe('the package, installed into an empty folder', () => {
  test('its help names its command, and no script of a checkout', async () => {
    const { exitCode, stdout } = await npx('--help');
    expect([exitCode, stdout]).toEqual([0, expect.stringMatching(/^stagebench COMMAND/)]);
    expect(stdout).not.toContain('npm run');
  });

  test('doctor finds the samples, and names commands that work here', async () => {
    const { stdout } = await npx('doctor');
    expect(stdout).toMatch(/^✓ definitions +3 apps, 6 strategies, 18 Dockerfiles$/m);
    expect(stdout).toMatch(/^. first +stagebench run /m);
    expect(stdout).toContain(path.join(here, 'stagebench-results'));
  });

  test('plans the samples, and a project that lies elsewhere', async () => {
    const samples = await npx('plan');
    expect([samples.exitCode, samples.stdout]).toEqual([0, expect.stringMatching(/^18 variants, 72 cells/)]);
    const project = await npx('run', '--project', '../app', '--dry-run');
    expect([project.exitCode, project.stdout]).toEqual([0, expect.stringMatching(/^1 variants?, /)]);
    expect(await readdir(here)).not.toContain('stagebench-results');
  });

  test('a run of the fake engine is recorded in the current folder, and nothing in its own', async () => {
    const own = path.join(here, 'node_modules', 'stagebench');
    const before = await stateOf(own);
    const words = ['--engine', 'fake', '--rounds', '1', '--apps', 'go', '--strategies', 'slim'];
    const run = await npx('run', ...words);
    expect(run.exitCode, run.stderr).toBe(0);
    expect(run.stdout).toContain('rows: stagebench-results/');
    expect(run.stdout).toContain('again: stagebench report --run stagebench-results/');
    const report = await npx('report', '--html');
    expect(report.exitCode, report.stderr).toBe(0);
    const page = await readFile(path.join(here, 'stagebench-results', 'latest', 'report.html'), 'utf8');
    const again = page.match(/(?<=<code>)(npm|stagebench run)[^<]*/g);
    expect(again).toEqual([expect.stringMatching(/^stagebench run .*--seed \d+$/)]);
    expect(await stateOf(own)).toEqual(before);
    // Of a repository that it may be installed in it knows nothing.
    const { commit } = JSON.parse(
      await readFile(path.join(here, 'stagebench-results', 'latest', 'run.json'), 'utf8'),
    ) as { commit?: string };
    const { stdout: head } = await execa('git', ['rev-parse', 'HEAD'], { cwd: rootFolder });
    expect(commit?.replace('+', '')).toBe(head);
  });

  test('threads read an image there, a file as well as a stream: each has its own program', async () => {
    const image = await imageOf({ layers: [[file('large', Buffer.alloc(3_000_000, 'large'))]] });
    const bytes = await archiveOf(ociFiles([image]));
    await writeFile(path.join(above, 'image.tar'), bytes);
    for (const read of [npx('inspect', '../image.tar'), npxWith(bytes, 'inspect', '-')]) {
      const { exitCode, stdout, stderr } = await read;
      expect(exitCode, stderr).toBe(0);
      expect(stdout).toContain('3.00 MB');
    }
  });

  test('a program can read the rows, with types', async () => {
    const program = `import { readRun } from 'stagebench';
const { builds } = await readRun('stagebench-results/latest');
console.log(builds.length, builds[0]?.['app']);`;
    await writeFile(path.join(here, 'rows.mjs'), program);
    expect((await execa(process.execPath, ['rows.mjs'], { cwd: here })).stdout).toMatch(/^\d+ go$/);
    await writeFile(path.join(here, 'rows.mts'), program.replace('builds.length', 'builds.missing'));
    const tsc = path.join(rootFolder, 'node_modules', 'typescript', 'bin', 'tsc');
    const types = path.join(rootFolder, 'node_modules', '@types');
    const words = [
      '--noEmit',
      '--strict',
      '--module',
      'nodenext',
      '--target',
      'es2024',
      '--typeRoots',
      types,
    ];
    const checked = await execa(process.execPath, [tsc, ...words, '--types', 'node', 'rows.mts'], {
      ...{ cwd: here, reject: false },
    });
    // The one mistake, and no other.
    expect(checked.stdout).toMatch(
      /^rows\.mts\(3,\d+\): error TS2339: Property 'missing' does not exist[^\n]*$/,
    );
  });

  test('the oldest Node that package.json names runs, reports, reads an image and judges a history', async () => {
    const { engines } = JSON.parse(await readFile(path.join(rootFolder, 'package.json'), 'utf8')) as {
      readonly engines: { readonly node: string };
    };
    const oldest = `${engines.node.replace('>=', '')}.0`;
    const old = path.join(above, 'old');
    await mkdir(old);
    await execa('npm', ['install', '--no-audit', '--no-fund', `node@${oldest}`], { cwd: old });
    const bin = path.join(old, 'node_modules', 'node', 'bin');
    const withOld = (...words: readonly string[]) =>
      execa('npx', ['stagebench', ...words], {
        ...{ cwd: here, reject: false },
        env: { NO_COLOR: '1', PATH: `${bin}:${process.env['PATH']}` },
      });
    const words = ['--apps', 'go', '--strategies', 'slim,scratch', '--rounds', '1'];
    const commands = [
      ['run', '--engine', 'fake', ...words],
      ['report', '--html'],
      ['nightly', '--run', 'stagebench-results/latest'],
      ['trend'],
      ['inspect', '../image.tar'],
      ['doctor'],
    ];
    for (const command of commands) {
      const { exitCode, stderr } = await withOld(...command);
      expect(stderr, command.join(' ')).not.toMatch(/Error: |does not know/);
      // Of two variants nothing is confirmed in a first night; doctor has notes.
      expect(exitCode, `${command.join(' ')}: ${stderr}`).toBe(0);
    }
    const { machine } = JSON.parse(
      await readFile(path.join(here, 'stagebench-results', 'latest', 'run.json'), 'utf8'),
    ) as { readonly machine: { readonly node: string } };
    expect(machine.node).toBe(`v${oldest}`);
  });

  test.skipIf(inject('itg') === undefined)('builds a project that lies elsewhere', async () => {
    const { kind = 'private' } = inject('itg') ?? {};
    const words = ['--scenarios', 'cold,warm', '--rounds', '1', '--engine', kind, '--bases', 'local'];
    const { exitCode, stdout, stderr } = await npx('run', '--project', '../app', ...words);
    expect(exitCode, stderr).toBe(0);
    expect(stdout).toMatch(/2 of 2 cells built/);
    expect(await readdir(path.join(above, 'app'))).toEqual(['Dockerfile', 'page.txt']);
  });
});
