import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { readRun } from '../../src/record/read/read-run.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { makeRepository, type Repository } from '../sides/repository.fixture.ts';

const { stagebench, results } = useFakeCli();

const plain = 'FROM debian:trixie-slim\nCOPY app.js /\nRUN make\nCMD ["/app"]\n';
const slower = plain.replace('RUN make\n', 'RUN make\nRUN npm ci\n');

let repository: Repository;
beforeEach(() => {
  repository = makeRepository();
});
afterEach(() => {
  repository.remove();
});

const compareRefs = (base: string, head: string, ...words: string[]) =>
  stagebench([
    ...['compare-refs', base, head, '--engine', 'fake', '--results', results(), '--seed', '1'],
    ...(words.includes('--project') ? [] : ['--project', repository.root]),
    ...words,
  ]);

const theRun = () => {
  const folder = path.join(results(), 'sides');
  return readRun(path.join(folder, readdirSync(folder).find((name) => name !== 'latest') ?? ''));
};

describe('two commits of a project', () => {
  beforeEach(() => {
    repository.commit('one', {
      'app.js': '1\n',
      Dockerfile: plain,
      'slim.Dockerfile': plain,
      'gone.Dockerfile': plain,
    });
    repository.git('tag', 'v1');
    repository.git('rm', '--quiet', 'gone.Dockerfile');
    repository.commit('two', { 'app.js': '2\n', 'slim.Dockerfile': slower, 'new.Dockerfile': plain });
  });

  test('are built in turns, each in every round, and what became slower is told by the exit code', async () => {
    const { exitCode, stdout } = await compareRefs('v1', 'main', '--scenarios', 'cold', '--rounds', '8');
    expect([exitCode, stdout]).toEqual([3, expect.stringMatching(/slim cold +\S+ s +\S+ s .* slower/)]);
    expect(stdout).toContain('B against A: slower: slim cold.');
    expect(stdout).toMatch(/slim +steps +2 +3 +\+1/);
    const { builds } = await theRun();
    for (let round = 1; round <= 8; round += 1)
      expect(
        builds
          .filter((row) => row.round === round && row.app !== 'control')
          .map(({ strategy }) => strategy)
          .toSorted(),
      ).toEqual(['default-base', 'default-head', 'slim-base', 'slim-head']);
  });

  test('have Dockerfiles of their own, which are named and not compared', async () => {
    const { stdout } = await compareRefs('v1', 'main', '--scenarios', 'cold', '--rounds', '1');
    expect(stdout).toContain('gone.Dockerfile is only in v1: it is not compared');
    expect(stdout).toContain('new.Dockerfile is only in main: it is not compared');
    const { exitCode, stdout: named } = await compareRefs(
      ...['v1', 'main', '--dockerfile', 'gone.Dockerfile', '--dockerfile', 'a=Dockerfile'],
      ...['--scenarios', 'cold', '--rounds', '1'],
    );
    expect([exitCode, named]).toEqual([0, expect.stringContaining('gone.Dockerfile is not in main')]);
  });

  test('are measured as they were committed: changes since are told, and nothing of the checkout is touched', async () => {
    writeFileSync(path.join(repository.root, 'app.js'), 'not committed\n');
    const before = repository.git('status', '--porcelain');
    const { stdout } = await compareRefs('v1', 'HEAD', '--scenarios', 'cold,edit-source', '--rounds', '1');
    expect(stdout).toContain('files of the project were changed and not committed');
    expect(repository.git('status', '--porcelain')).toBe(before);
    const { manifest } = await theRun();
    expect(manifest.project).toMatchObject({ isDirty: false, commit: repository.git('rev-parse', 'HEAD') });
    expect(JSON.stringify(manifest)).not.toContain(tmpdir());
  });

  test('are those of the project, whatever repository a hook of git has said', async () => {
    const other = makeRepository();
    onTestFinished(() => other.remove());
    vi.stubEnv('GIT_DIR', path.join(other.root, '.git'));
    onTestFinished(() => {
      vi.unstubAllEnvs();
    });
    const { exitCode, stdout, stderr } = await compareRefs(
      'v1',
      'main',
      '--scenarios',
      'cold',
      '--rounds',
      '1',
    );
    expect([exitCode, stdout], stderr).toEqual([0, expect.stringContaining('gone.Dockerfile is only in v1')]);
  });

  test('are built on a buildx builder, which the fake engine has none of', async () => {
    const { exitCode, stderr } = await compareRefs('v1', 'main', '--builder', 'far');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringContaining(
        'error USAGE: --builder cannot be given with --engine fake, which builds nothing.',
      ),
    ]);
    const alone = await compareRefs('v1', 'main', '--builder-is-mine');
    expect([alone.exitCode, alone.stderr]).toEqual([2, expect.stringContaining('--builder')]);
  });

  test('give Markdown for a comment', async () => {
    const words = ['--scenarios', 'cold', '--rounds', '8', '--md'];
    const { stdout } = await compareRefs('v1', 'main', ...words);
    expect(stdout).toMatch(
      /^A is v1 \([0-9a-f]{12} of [\d-]+: one\), B is main \(.*\*\*B against A: slower: slim cold\.\*\*/,
    );
    expect(stdout).toMatch(/^\| slim cold +\|/m);
    expect(stdout).toContain('- new.Dockerfile is only in main: it is not compared');
  });

  test('of which one does not build lack samples', async () => {
    const id = `${path.basename(repository.root).toLowerCase()}-slim-head`;
    const failed = await stagebench(
      [
        ...['compare-refs', 'v1', 'main', '--engine', 'fake', '--results', results()],
        ...['--project', repository.root, '--scenarios', 'cold', '--rounds', '1'],
      ],
      { failingBuilds: [id] },
    );
    expect([failed.exitCode, failed.stdout]).toEqual([
      1,
      expect.stringMatching(/slim-head\/cold has no samples in B/),
    ]);
  });
});

test('a commit that changes nothing of the project is not measured', async () => {
  repository.commit('one', { 'web/Dockerfile': plain, 'web/app.js': '1\n' });
  repository.commit('two', { 'README.md': 'text\n' });
  const { exitCode, stdout } = await compareRefs(
    'HEAD~1',
    'HEAD',
    '--project',
    path.join(repository.root, 'web'),
  );
  expect([exitCode, stdout]).toEqual([
    0,
    expect.stringContaining('No file of the project differs between HEAD~1 and HEAD'),
  ]);
});

test('an edit changes the same file in both, though another one was committed last in one of them', async () => {
  const dockerfile = plain.replace('app.js', '.');
  repository.commit('zero', { Dockerfile: dockerfile, 'a.js': '1\n', 'b.js': '1\n' });
  repository.commit('one', { 'a.js': '2\n' });
  repository.commit('two', { 'b.js': '2\n' });
  const words = ['--scenarios', 'edit-source', '--rounds', '1'];
  const { exitCode, stderr } = await compareRefs('HEAD~1', 'HEAD', ...words);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/edit-source +b\.js/)]);
  const { builds } = await theRun();
  expect(builds.filter(({ state }) => state !== 'built')).toEqual([]);
});

test.each([
  ['the newest that both have', { 'c.js': '1\n' }, /edit-source +b\.js/],
  [
    'none where they have none in common',
    { Dockerfile: plain.replace('app.js', 'c.js'), 'c.js': '1\n' },
    /nothing/,
  ],
])('of files that only one of them builds an edit changes none: %s', async (_, files, told) => {
  repository.commit('zero', { Dockerfile: plain.replace('app.js', '[ab].js /\nCOPY c* /x'), 'a.js': '1\n' });
  repository.commit('one', { 'b.js': '1\n' });
  repository.commit('two', files);
  const words = ['--scenarios', 'cold', '--rounds', '1'];
  const { exitCode, stdout, stderr } = await compareRefs('HEAD~1', 'HEAD', ...words);
  expect([exitCode, stderr]).toEqual([0, expect.stringMatching(told)]);
  const note = 'edit-source is not measured: it cannot change the same files in both';
  expect(stdout.includes(note)).toBe('Dockerfile' in files);
});

test('a submodule is measured as each commit has it', async () => {
  const library = makeRepository();
  try {
    library.commit('first', { 'lib.js': '1\n' });
    repository.git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', library.root, 'lib');
    repository.commit('one', { Dockerfile: plain.replace('app.js', 'lib/lib.js') });
    writeFileSync(path.join(library.root, 'more.js'), '2\n');
    library.git('add', '--all');
    library.git('commit', '--quiet', '-m', 'second');
    execFileSync('git', [
      '-C',
      path.join(repository.root, 'lib'),
      '-c',
      'protocol.file.allow=always',
      'pull',
      '--quiet',
    ]);
    repository.commit('two', {});
    const words = ['--scenarios', 'cold', '--rounds', '1'];
    const { exitCode, stderr } = await compareRefs('HEAD~1', 'HEAD', ...words);
    // .gitmodules, the Dockerfile and the files of the submodule.
    expect([exitCode, stderr]).toEqual([0, expect.stringMatching(/context +\.: 4 files/)]);
  } finally {
    library.remove();
  }
});

describe('what cannot be compared is told before anything is built', () => {
  beforeEach(() => {
    repository.commit('one', { 'app.js': '1\n', Dockerfile: plain });
    repository.commit('two', { 'app.js': '2\n' });
  });

  test.each([
    ['a name that there is not', 'mian', 'HEAD', /REF_UNKNOWN[^]*Did you mean "main"\?/],
    ['one commit twice', 'main', 'HEAD', /REFS_ALIKE[^]*main and HEAD are the same commit/],
    ['a word that git would take for an option', '--', 'HEAD', /USAGE|REF_UNKNOWN/],
  ])('%s', async (_, base, head, message) => {
    const { exitCode, stderr } = await compareRefs(base, head);
    expect([exitCode, stderr]).toEqual([2, expect.stringMatching(message)]);
  });

  test('a folder that is no repository', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-plain-'));
    writeFileSync(path.join(folder, 'Dockerfile'), plain);
    const { exitCode, stderr } = await compareRefs('main', 'HEAD', '--project', folder);
    rmSync(folder, { recursive: true });
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/NOT_A_REPOSITORY[^]*not a git repository/),
    ]);
  });

  test('a branch that only the remote has, and a commit that a shallow clone lacks', async () => {
    const clone = mkdtempSync(path.join(tmpdir(), 'stagebench-clone-'));
    const from = `file://${repository.root}`;
    repository.git('branch', 'release');
    execFileSync('git', ['clone', '--quiet', '--depth', '1', from, clone]);
    const branch = await compareRefs('release', 'HEAD', '--project', clone);
    expect([branch.exitCode, branch.stderr.replaceAll(/\s+/g, ' ')]).toEqual([
      2,
      expect.stringContaining('fetch --depth 1 origin +release:refs/remotes/origin/release'),
    ]);
    const commit = await compareRefs('HEAD~1', 'HEAD', '--project', clone);
    expect(commit.stderr.replaceAll(/\s+/g, ' ')).toContain('fetch --unshallow');
    execFileSync('git', ['-C', clone, 'fetch', '--quiet', 'origin', '+release:refs/remotes/origin/release']);
    const remote = await compareRefs('release', 'HEAD', '--project', clone);
    expect(remote.stderr).toContain('Did you mean "origin/release"?');
    rmSync(clone, { recursive: true });
  });

  test('Dockerfiles of which each commit has another one', async () => {
    repository.git('rm', '--quiet', 'Dockerfile');
    mkdirSync(path.join(repository.root, 'web'));
    repository.commit('three', { 'web/web.Dockerfile': plain });
    const { exitCode, stderr } = await compareRefs('HEAD~1', 'HEAD');
    expect([exitCode, stderr]).toEqual([
      2,
      expect.stringMatching(/no Dockerfile in common: Dockerfile is only in HEAD~1/),
    ]);
  });

  test('a folder that one of them does not have, and one without a Dockerfile', async () => {
    const web = path.join(repository.root, 'web');
    cpSync(path.join(repository.root, 'Dockerfile'), path.join(web, 'Dockerfile'));
    repository.commit('three', { 'web/app.js': '1\n', 'docs/text.md': '1\n' });
    const folder = await compareRefs('HEAD~1', 'HEAD', '--project', web);
    expect([folder.exitCode, folder.stderr]).toEqual([
      2,
      expect.stringMatching(/PROJECT_NOT_FOUND[^]*in HEAD~1/),
    ]);
    repository.commit('four', { 'docs/text.md': '2\n' });
    const docs = await compareRefs('HEAD~1', 'HEAD', '--project', path.join(repository.root, 'docs'));
    expect([docs.exitCode, docs.stderr]).toEqual([2, expect.stringMatching(/NO_DOCKERFILE[^]*HEAD~1/)]);
  });
});
