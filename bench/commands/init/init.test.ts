import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { PassThrough } from 'node:stream';
import { describe, expect, test } from 'vitest';
import { strategyIds } from '../../../src/project/init/strategy-ids.ts';
import { useFakeCli } from '../../fake-cli.fixture.ts';
import { definitions } from '../../registry.ts';
import { askOnTerminal } from './ask-on-terminal.ts';

const cli = useFakeCli();

const dockerfiles = strategyIds.map((id) => `docker/${id}.Dockerfile`);

/** A Go project that names neither port nor health path. */
function project(): string {
  const folder = path.join(cli.folder(), 'mine');
  mkdirSync(folder);
  writeFileSync(path.join(folder, 'go.mod'), 'module a.test/mine\n');
  writeFileSync(path.join(folder, 'main.go'), 'package main\n\nfunc main() {\n}\n');
  return folder;
}

test('there is a Dockerfile for every strategy that there is', () => {
  expect(strategyIds).toEqual(definitions.strategies.map(({ id }) => id));
});

test('the files are written, and the lines that wait for a person are listed with their places', async () => {
  const folder = project();
  const { exitCode, stderr, stdout } = await cli.stagebench(['init', folder, '--yes']);
  expect(exitCode).toBe(0);
  expect(stdout).toBe('');
  expect(readdirSync(path.join(folder, 'docker')).map((file) => `docker/${file}`)).toEqual(
    dockerfiles.toSorted(),
  );
  expect(stderr).toContain('Go 1.26, one command: mine');
  const [place = ''] = /stagebench\.json:\d+: no source names a path.*/.exec(stderr) ?? [];
  const line = Number(/:(\d+):/.exec(place)?.[1]);
  const written = readFileSync(path.join(folder, 'stagebench.json'), 'utf8').split('\n');
  expect(written[line - 1]).toBe('  // DECIDE: no source names a path for health checks.');
});

test('a file that exists stays as it is, also a link that leads nowhere', async () => {
  const folder = project();
  mkdirSync(path.join(folder, 'docker'));
  writeFileSync(path.join(folder, 'docker/slim.Dockerfile'), 'FROM mine\n');
  symlinkSync('nowhere', path.join(folder, '.dockerignore'));
  const { stdout } = await cli.stagebench(['init', folder, '--yes', '--json']);
  const told = JSON.parse(stdout) as Record<string, string[]>;
  expect(told['kept']).toEqual(['docker/slim.Dockerfile', '.dockerignore']);
  expect(told['written']).toHaveLength(6);
  expect(readFileSync(path.join(folder, 'docker/slim.Dockerfile'), 'utf8')).toBe('FROM mine\n');
  expect(readdirSync(folder)).not.toContain('nowhere');
});

describe('a manifest that nothing can be written for is an error with its place, and nothing is written', () => {
  test.each([
    ['package.json', '{\n  "name": "x",\n}\n', /package\.json is no JSON: .*line 3 column 1/],
    ['package.json', '[]', /package\.json is no manifest: /],
    [
      'package.json',
      '{ "scripts": { "start": ["node"] } }',
      /package\.json cannot be read at scripts\.start: /,
    ],
    ['pyproject.toml', '[project\n', /pyproject\.toml is no TOML: .*\s1: /s],
    ['pyproject.toml', '[project]\ndependencies = "flask"\n', /read at project\.dependencies: /],
    ['go.mod', 'module a.test/x\n\nrequires b.test/y v1.0.0\n', /go\.mod:3 has no directive of Go: requires/],
    ['go.mod', 'module a.test/x\nrequire (\n\tb.test/y v1.0.0\n', /go\.mod:2 opens a block/],
    ['go.mod', '<<<<<<< HEAD\nmodule a.test/x\n', /go\.mod:1 holds the mark of a merge/],
    ['go.mod', 'go 1.26\n', /go\.mod names no module/],
  ])('%s: %j', async (file, text, message) => {
    const folder = project();
    rmSync(path.join(folder, 'go.mod'));
    writeFileSync(path.join(folder, file), text);
    const { exitCode, stderr } = await cli.stagebench(['init', folder, '--yes']);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/^error PROJECT_UNREADABLE: /m)]);
    expect(stderr.replaceAll(/\n {2,}/g, ' ')).toMatch(message);
    expect(readdirSync(folder).toSorted()).toEqual([file, 'main.go'].toSorted());
  });

  test.each([
    ['of a package of the workspace', { 'a/package.json': '{' }, /a\/package\.json is no JSON/],
    ['of the workspace', { 'pnpm-workspace.yaml': 'packages: [a\n' }, /pnpm-workspace\.yaml is no YAML/],
  ])('%s', async (_, files, message) => {
    const folder = project();
    rmSync(path.join(folder, 'go.mod'));
    mkdirSync(path.join(folder, 'a'));
    const all = { 'package.json': '{ "workspaces": ["a"] }', ...files };
    for (const [name, text] of Object.entries(all)) writeFileSync(path.join(folder, name), text);
    const { exitCode, stderr } = await cli.stagebench(['init', folder, '--yes']);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
    expect(readdirSync(folder)).not.toContain('docker');
  });
});

test('a go.mod with all that Go reads is none of these', async () => {
  const folder = project();
  const lines = [
    '// About.',
    'module a.test/mine // us',
    'go 1.26',
    'toolchain go1.26.1',
    'require b.test/y v1.0.0',
  ];
  const blocks =
    'require (\n\tc.test/z v1.0.0 // indirect\n)\nreplace(\n\tc.test/z => ./z\n)\nretract [v1.0.0, v1.9.9]\n';
  writeFileSync(path.join(folder, 'go.mod'), `${lines.join('\n')}\n\n${blocks}`);
  expect((await cli.stagebench(['init', folder, '--yes'])).exitCode).toBe(0);
});

test('a folder docker that is a link out of the project is no place to write into', async () => {
  const folder = project();
  const shared = path.join(cli.folder(), 'shared');
  mkdirSync(shared);
  symlinkSync('../shared', path.join(folder, 'docker'));
  const { exitCode, stderr } = await cli.stagebench(['init', folder, '--yes']);
  expect([exitCode, stderr]).toEqual([
    2,
    expect.stringMatching(/^error OUTPUT_UNWRITTEN: Nothing was written: /m),
  ]);
  expect([readdirSync(shared), readdirSync(folder).toSorted()]).toEqual([
    [],
    ['docker', 'go.mod', 'main.go'],
  ]);
});

test('a folder docker that is a link to another one of the project is one', async () => {
  const folder = project();
  mkdirSync(path.join(folder, 'build'));
  symlinkSync('build', path.join(folder, 'docker'));
  expect((await cli.stagebench(['init', folder, '--yes'])).exitCode).toBe(0);
  expect(readdirSync(path.join(folder, 'build'))).toContain('slim.Dockerfile');
});

test("a project's own Dockerfile is compared, too", async () => {
  const folder = project();
  writeFileSync(path.join(folder, 'Dockerfile'), 'FROM mine\n');
  await cli.stagebench(['init', folder, '--yes']);
  expect(readFileSync(path.join(folder, 'stagebench.json'), 'utf8')).toContain('"default": "Dockerfile",');
});

test.each([
  ['a folder that is not there', 'none', /none cannot be read: ENOENT/],
  ['a folder of something else', 'results', /results has none of go\.mod/],
])('%s is refused', async (_, name, message) => {
  mkdirSync(cli.results());
  const { exitCode, stderr } = await cli.stagebench(['init', path.join(cli.folder(), name)]);
  expect(exitCode).toBe(2);
  expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(message);
});

test('a file in the way of the folder is told', async () => {
  const folder = project();
  writeFileSync(path.join(folder, 'docker'), '');
  const { exitCode, stderr } = await cli.stagebench(['init', folder, '--yes']);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('could not be written: EEXIST');
});

describe('a question', () => {
  const { signal } = new AbortController();
  const question = { text: 'Which one?', guess: 'a', choices: ['a', 'b'] };

  /** A terminal, as far as a stream can be one. */
  const terminal = () => Object.assign(new PassThrough(), { isTTY: true, columns: 80 });

  test('shows its choices and its guess, and takes a line; it moves no cursor, which what we print must not do', async () => {
    const [input, output] = [terminal(), terminal()];
    const answer = askOnTerminal(output, signal, input)(question);
    input.write('b\n');
    expect(await answer).toBe('b');
    expect(String(output.read())).toBe('Which one? (a, b) [a] ');
  });

  test('is not answered by the end of the input', async () => {
    const input = terminal();
    const answer = askOnTerminal(terminal(), signal, input)(question);
    input.end();
    expect(await answer).toBeUndefined();
  });

  test('waits no longer if it is interrupted', async () => {
    const interrupt = new AbortController();
    const answer = askOnTerminal(terminal(), interrupt.signal, terminal())(question);
    interrupt.abort(new Error('stop'));
    await expect(answer).rejects.toThrow('stop');
  });
});
