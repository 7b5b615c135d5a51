import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { rootFolder } from '../context.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';

const { stagebench, ownProcess, results, onlyRun } = useFakeCli();

let above: string;
let project: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'stagebench-own-'));
  project = path.join(above, 'my-app');
  cpSync(path.join(rootFolder, 'sample-apps', 'node'), project, { recursive: true });
  rmSync(path.join(project, 'node_modules'), { recursive: true, force: true });
  cpSync(path.join(rootFolder, 'strategies/single-stage/node.Dockerfile'), path.join(project, 'Dockerfile'));
  cpSync(path.join(rootFolder, 'strategies/slim/node.Dockerfile'), path.join(project, 'slim.Dockerfile'));
});
afterEach(() => {
  rmSync(above, { recursive: true });
});

const run = (fake: object, ...words: string[]) =>
  stagebench(['run', '--engine', 'fake', '--project', project, '--results', results(), ...words], fake);
/** All that lies in the project. */
const files = (): string[] => readdirSync(project, { recursive: true, encoding: 'utf8' }).toSorted();

test('the Dockerfiles of a project are measured as those of a sample are, and nothing is written into it', async () => {
  const before = files();
  const { exitCode, stdout, stderr } = await run({}, '--rounds', '2');
  expect([exitCode, files()]).toEqual([0, before]);
  expect(stderr).toMatch(/edit-deps +package-lock\.json, package\.json/);
  expect(stdout).toMatch(/my-app +default +9/);
  const { builds, images } = await onlyRun();
  expect(new Set(builds.map(({ app, strategy }) => `${app}/${strategy}`))).toEqual(
    new Set(['my-app/default', 'my-app/slim', 'control/control']),
  );
  expect(builds.every(({ state }) => state === 'built')).toBe(true);
  expect(images.map(({ strategy, healthy }) => [strategy, healthy]).toSorted()).toEqual([
    ['default', true],
    ['slim', true],
  ]);
});

test('what an edit re-runs is learned from its first build, kept in run.json, and demanded when the run goes on', async () => {
  const interrupted = await run({ interruptedBuild: 30 }, '--rounds', '2', '--seed', '1');
  expect(interrupted.exitCode).not.toBe(0);
  const { manifest, folder } = await onlyRun();
  const copies = ['[build] COPY package.json package-lock.json ./', '[build] RUN npm ci', '[build] COPY . .'];
  expect(manifest.project?.reruns?.['my-app/slim']?.['source']).toEqual(expect.arrayContaining(copies));
  expect(manifest.project?.health).toEqual({ kind: 'answers', path: '/health' });
  const again = await stagebench([
    'run',
    '--resume',
    path.basename(folder),
    '--rounds',
    '3',
    '--engine',
    'fake',
    '--results',
    results(),
  ]);
  expect([again.exitCode, again.stderr]).toEqual([0, expect.not.stringMatching(/learned/)]);
});

test('services are started beside the images, told with their readiness, and masked where they hold a secret', async () => {
  const services = {
    db: { image: 'postgres:17', environment: { POSTGRES_PASSWORD: 'correct-horse' }, port: 5432 },
    cache: { dockerfile: 'cache/Dockerfile', port: 6379, ready: { command: ['ping', 'correct-horse'] } },
  };
  mkdirSync(path.join(project, 'cache'));
  writeFileSync(path.join(project, 'cache/Dockerfile'), 'FROM debian:trixie-slim\n');
  writeFileSync(path.join(project, 'stagebench.json'), JSON.stringify({ services }));
  const { exitCode, stdout, stderr } = await run({}, '--scenarios', 'cold', '--rounds', '1');
  expect([exitCode, stderr]).toEqual([
    0,
    expect.stringMatching(/service +db: postgres:17; ready if port 5432/),
  ]);
  expect(stderr).toMatch(/service +cache: cache\/Dockerfile; ready if ping \*\*\* succeeds, within 60 s/);
  expect((await onlyRun()).images.map(({ healthy }) => healthy)).toEqual([true, true]);
  expect(
    `${stdout}${stderr}${readFileSync(path.join((await onlyRun()).folder, 'run.json'), 'utf8')}`,
  ).not.toContain('correct-horse');
});

test('the end of a run and every report say what the project could gain, with the line', async () => {
  const { stdout } = await run({}, '--scenarios', 'cold,edit-source', '--rounds', '1');
  const { manifest, folder } = await onlyRun();
  expect(manifest.project?.dockerfiles?.['my-app/default']).toMatchObject({
    file: 'Dockerfile',
    lines: { 'RUN npm ci': 4 },
  });
  const line =
    /what would gain most, as measured:\n +1\. .* \(\d+ %\), my-app\/(default|slim): (slim\.)?Dockerfile:\d+: /;
  expect(stdout).toMatch(line);
  rmSync(project, { recursive: true });
  const report = await stagebench(['report', '--run', folder]);
  expect(report.stdout).toMatch(line);
  const [told = ''] = /(?<= 1\. ).*/.exec(report.stdout) ?? [];
  const words = told.split(' ').slice(0, 6).join(' ');
  const markdown = await stagebench(['report', '--run', folder, '--md']);
  expect(markdown.stdout).toMatch(/^What would gain most, as measured:\n\n1\. /m);
  expect(markdown.stdout).toContain(words);
  await stagebench(['report', '--run', folder, '--html']);
  const page = readFileSync(path.join(folder, 'report.html'), 'utf8');
  expect(page).toMatch(/<h2 id="advice-title">What would gain most<\/h2>.*<ol><li>/);
  expect(page).toContain(words);
});

test('what is sent of a large context is said before anything is built, with what a .dockerignore would save', async () => {
  rmSync(path.join(project, '.dockerignore'));
  mkdirSync(path.join(project, 'node_modules'));
  for (const [name, bytes] of Object.entries({ 'dump.sql': 3e9, 'node_modules/addon.node': 2e9 })) {
    writeFileSync(path.join(project, name), '');
    // Without a block of the disk.
    truncateSync(path.join(project, name), bytes);
  }
  const { exitCode, stdout, stderr } = await stagebench(['plan', '--project', project]);
  expect([exitCode, stderr + stdout]).toEqual([
    0,
    expect.stringMatching(
      // A dump is a file of SQL, and no source that somebody edits.
      /context +\.: \d+ files, 5\.00 GB\n +largest +dump\.sql \(3\.00 GB\), node_modules \(2\.00 GB\), .*\n +needless +2\.00 GB that a \.dockerignore could leave out: node_modules \(2\.00 GB\)\n +edit-source +\S+\.ts\n/,
    ),
  ]);
});

test('which commit is measured is said and recorded, and whether files were changed since', async () => {
  const git = (...words: string[]): string =>
    execFileSync('git', ['-C', project, '-c', 'user.name=a', '-c', 'user.email=a@localhost', ...words], {
      encoding: 'utf8',
    }).trim();
  const told = async () => {
    const { stderr } = await run({}, '--scenarios', 'cold', '--rounds', '1');
    const { manifest } = await onlyRun();
    rmSync(results(), { recursive: true });
    return { line: stderr.split('\n')[0], project: manifest.project };
  };
  expect(await told()).toEqual({
    line: 'project my-app, not a git repository',
    project: expect.not.objectContaining({ commit: expect.anything() as string }) as object,
  });
  git('init', '--quiet');
  expect((await told()).line).toBe('project my-app, no commit of git yet');
  git('add', '--all');
  git('commit', '--quiet', '-m', 'one');
  const commit = git('rev-parse', 'HEAD');
  expect(await told()).toMatchObject({
    line: `project my-app, commit ${commit.slice(0, 12)}`,
    project: { commit, isDirty: false },
  });
  writeFileSync(path.join(project, 'notes.txt'), 'not known to git\n');
  expect(await told()).toMatchObject({
    line: `project my-app, commit ${commit.slice(0, 12)} with changes that are not committed`,
    project: { commit, isDirty: true },
  });
});

test('no path of this machine is recorded', async () => {
  await run({}, '--scenarios', 'cold', '--rounds', '1');
  const { folder, manifest } = await onlyRun();
  expect(manifest.project).toMatchObject({ name: 'my-app' });
  expect(Object.keys(manifest.definitions)).toContain('project/my-app/slim.Dockerfile');
  const text = readFileSync(path.join(folder, 'run.json'), 'utf8').replaceAll(results(), '');
  expect(text).not.toContain(`"${project}`);
  expect(existsSync(path.join(folder, 'apps'))).toBe(false);
});

test('a project that was changed does not go on', async () => {
  await run({}, '--scenarios', 'cold', '--rounds', '1');
  const { folder } = await onlyRun();
  writeFileSync(path.join(project, 'src', 'about.ts'), 'export {};\n');
  const words = [
    '--resume',
    path.basename(folder),
    '--rounds',
    '2',
    '--engine',
    'fake',
    '--results',
    results(),
  ];
  const { exitCode, stderr } = await stagebench(['run', ...words]);
  expect([exitCode, stderr]).toEqual([2, expect.stringMatching(/RESUME_REFUSED[^]*project\/my-app/)]);
});

test('stagebench.json is shown before the first build, and a run whose file was changed does not go on', async () => {
  const config = path.join(project, 'stagebench.json');
  writeFileSync(
    config,
    '{ "variants": { "one": { "dockerfile": "Dockerfile", "reruns": { "source": ["COPY . ."] } } }, // why\n "health": "/health", "environment": { "TOKEN": "of-the-app" } }',
  );
  const { exitCode, stderr } = await run({}, '--scenarios', 'cold,edit-source', '--rounds', '1');
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/settings +stagebench\.json/)]);
  expect(stderr).toMatch(/environment +TOKEN\n/);
  expect(stderr).toMatch(/re-runs +as stagebench\.json says: edit-source of one\n/);
  const { builds, manifest, folder } = await onlyRun();
  expect(new Set(builds.map(({ strategy }) => strategy))).toEqual(new Set(['one', 'control']));
  expect(manifest.project?.reruns).toBeUndefined();
  writeFileSync(config, '{ "variants": { "one": "Dockerfile" } }');
  const words = ['--resume', path.basename(folder), '--rounds', '2', '--engine', 'fake'];
  const again = await stagebench(['run', ...words, '--results', results()]);
  expect([again.exitCode, again.stderr]).toEqual([
    2,
    expect.stringMatching(/project\/my-app\/stagebench\.json has changed/),
  ]);
});

test('a run is found again from where it was made, and goes on from anywhere, with its relative secret', async () => {
  writeFileSync(path.join(above, 'key'), 'value-of-a-secret');
  // Of his own, and no runs.
  mkdirSync(path.join(above, 'results'));
  const words = ['--engine', 'fake', '--scenarios', 'cold', '--rounds', '1', '--secret', 'id=key,src=key'];
  const first = await ownProcess(['run', '--project', 'my-app', ...words], {}, { cwd: above });
  expect([first.exitCode, first.stdout]).toEqual([0, expect.stringMatching(/rows: stagebench-results/)]);
  const [id = ''] = readdirSync(path.join(above, 'stagebench-results'));
  const report = await ownProcess(['report'], {}, { cwd: above });
  expect([report.exitCode, report.stdout]).toEqual([0, expect.stringContaining(`stagebench-results/${id}`)]);
  const folder = path.join(above, 'stagebench-results', id);
  const recorded = JSON.parse(readFileSync(path.join(folder, 'run.json'), 'utf8')) as { options: object };
  expect(recorded.options).toMatchObject({ project: '../my-app', secret: ['id=key,src=../key'] });
  const again = await stagebench(['run', '--resume', folder, '--rounds', '2', '--engine', 'fake']);
  expect([again.exitCode, again.stderr]).toEqual([0, expect.stringMatching(/goes on after/)]);
});

test.each([
  ['a file', 'src/work.ts', '', 2, /CONTEXT_UNREADABLE.* cannot be read: src\/work\.ts\./],
  ['a folder', 'src', '', 2, /CONTEXT_UNREADABLE.* cannot be read: src\./],
  ['a folder that no build gets', 'src', 'src\n', 0, /variant +slim/],
  ['a Dockerfile', 'Dockerfile', '', 2, /NO_DOCKERFILE.*Dockerfile cannot be read: EACCES/],
])('%s that may not be read is found before anything is made', async (_, file, ignored, code, says) => {
  // Root reads everything, so root's tests run this as somebody else.
  const other = process.getuid?.() === 0 ? { uid: 65534, gid: 65534 } : {};
  writeFileSync(path.join(project, '.dockerignore'), ignored);
  chmodSync(above, 0o755);
  chmodSync(path.join(project, file), 0);
  const words = ['plan', '--project', project, '--scenarios', 'cold'];
  const { exitCode, stderr } = await ownProcess(words, {}, { cwd: '/', ...other });
  chmodSync(path.join(project, file), 0o755);
  expect([exitCode, stderr]).toEqual([code, expect.stringMatching(says)]);
});

test('the value of a secret is in no file of the run, and is printed nowhere, though a step has it in its text', async () => {
  const secret = 'value-of-a-secret';
  writeFileSync(path.join(above, 'key'), `${secret}\n`);
  writeFileSync(path.join(project, 'Dockerfile'), `FROM node:24-trixie\nCOPY . .\nRUN echo ${secret}\n`);
  const words = [
    '--scenarios',
    'cold,edit-source',
    '--rounds',
    '1',
    '--secret',
    `id=key,src=${path.join(above, 'key')}`,
  ];
  const { stdout, stderr } = await run({}, ...words, '--keep-logs');
  const { folder, manifest } = await onlyRun();
  // What was learned is found again by the name that was kept.
  expect(manifest.project?.reruns?.['my-app/default']?.['source']).toEqual(
    expect.arrayContaining([expect.stringMatching(/RUN echo \*\*\*$/)]),
  );
  const more = [
    '--resume',
    path.basename(folder),
    '--rounds',
    '2',
    '--engine',
    'fake',
    '--results',
    results(),
  ];
  expect((await stagebench(['run', ...more])).exitCode).toBe(0);
  const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  );
  const texts = names.map((entry) => readFileSync(path.join(entry.parentPath, entry.name), 'utf8'));
  expect(texts.join('').includes('RUN echo ***')).toBe(true);
  expect([...texts, stdout, stderr].filter((text) => text.includes(secret))).toEqual([]);
});
