import { mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { chooseDockerfiles } from './choose-dockerfiles.ts';
import { copyProject } from './context/copy-context.ts';
import { findDockerfiles } from './find-dockerfiles.ts';
import { projectFolder, requestOf } from './project-folder.fixture.ts';
import { readProject } from './read-project.ts';

const node = {
  'package.json': '{"name":"x","version":"1.2.3"}',
  'package-lock.json': '{"version":"1.2.3","packages":{"":{"version":"1.2.3"}}}',
  'src/server.ts': 'listen();\n',
  'src/server.test.ts': 'test();\n',
};

test('every Dockerfile is a variant, named by its file or folder', async () => {
  const root = projectFolder({
    ...{ Dockerfile: 'FROM a', 'Dockerfile.slim': 'FROM a', 'alpine.Dockerfile': 'FROM a' },
    ...{ 'docker/Dockerfile': 'FROM a', 'deploy/x.containerfile': 'FROM a', Containerfile: 'FROM a' },
    ...{ 'node_modules/y/Dockerfile': 'FROM a', 'Dockerfile.dockerignore': '', 'Dockerfile.j2': 'x' },
  });
  const { variants } = await readProject(requestOf(root));
  expect(variants.map(({ id, title }) => `${id}: ${title}`)).toEqual([
    ...['default: Containerfile', 'default-2: Dockerfile', 'slim: Dockerfile.slim'],
    ...['alpine: alpine.Dockerfile', 'x: deploy/x.containerfile', 'docker: docker/Dockerfile'],
  ]);
});

test('a Dockerfile that is a link to nowhere, or round in a circle, is none; one that leads to a file is one', async () => {
  const root = projectFolder({ Dockerfile: 'FROM a' });
  symlinkSync('round.Dockerfile', path.join(root, 'round.Dockerfile'));
  symlinkSync('nowhere', path.join(root, 'nowhere.Dockerfile'));
  symlinkSync('Dockerfile', path.join(root, 'linked.Dockerfile'));
  const { variants } = await readProject(requestOf(root));
  expect(variants.map(({ id }) => id)).toEqual(['default', 'linked']);
});

test('what nobody has said is found: edits, port and lockfiles', async () => {
  const root = projectFolder({ ...node, Dockerfile: 'FROM a\nCOPY . .\nEXPOSE 3000' });
  const { app, git } = await readProject(requestOf(root));
  expect(app).toMatchObject({ id: 'my-app', port: 3000, lockfiles: ['package-lock.json'] });
  expect(app.edits.map(({ kind, files }) => ({ kind, files }))).toEqual([
    { kind: 'source', files: ['src/server.ts'] },
    { kind: 'deps', files: ['package-lock.json', 'package.json'] },
  ]);
  expect(git).toBe('not a git repository');
});

test('an edit changes what a build copies, and nothing else', async () => {
  const root = projectFolder({
    ...{ 'package.json': '{}', 'api/package.json': '{}', 'api/main.ts': '', 'web/main.ts': '' },
    Dockerfile: 'FROM a\nCOPY api /api',
  });
  const { app } = await readProject(requestOf(root));
  expect(app.edits.map(({ files }) => files)).toEqual([['api/main.ts'], ['api/package.json']]);
});

test('a variant listens on the port that its own Dockerfile names', async () => {
  const root = projectFolder({
    ...{ Dockerfile: 'FROM a\nEXPOSE 80', 'a.Dockerfile': 'FROM a', 'b.Dockerfile': 'FROM a\nEXPOSE 81' },
  });
  const ports = async (): Promise<unknown[]> => {
    const { start, variants } = (await readProject(requestOf(root))).app.project;
    return [start.port, ...Object.values(variants).map(({ port }) => port)];
  };
  expect(await ports()).toEqual([80, undefined, undefined, 81]);
  writeFileSync(path.join(root, 'stagebench.json'), '{"version":1,"port":82}');
  expect(await ports()).toEqual([82, undefined, undefined, undefined]);
});

test('a manifest that no edit can change is told before anything is planned', async () => {
  const root = projectFolder({ ...node, 'package.json': '{ "name": "x",\n', Dockerfile: 'FROM a\nCOPY . .' });
  await expect(readProject(requestOf(root))).rejects.toMatchObject({
    code: 'PROJECT_UNREADABLE',
    message: expect.stringMatching(
      /package\.json cannot be read, so edit-deps cannot change it: .* in JSON at position/,
    ) as string,
  });
});

test.each([
  ['package.json', 'null', 'it is no object'],
  ['package.json', '{"version":5}', 'its version is no text'],
  ['composer.json', '[1]', 'it is no object'],
])('a %s of %s is told in words', async (name, text, why) => {
  const root = projectFolder({ [name]: text, Dockerfile: 'FROM a\nCOPY . .' });
  await expect(readProject(requestOf(root))).rejects.toMatchObject({
    code: 'PROJECT_UNREADABLE',
    message: expect.stringMatching(new RegExp(`, so edit-deps cannot change it: ${why}\\.$`)) as string,
  });
});

test('what COPY --parents keeps the folders of is copied; who reads such a Dockerfile is told', async () => {
  const root = projectFolder({
    ...{ ...node, 'web/app.ts': '', 'web/page.ts': '', 'web/sub/deep.ts': '', 'other/app.ts': '' },
    Dockerfile:
      '# syntax=docker/dockerfile:1-labs\nFROM a\nCOPY --parents ./package.json /x/\nCOPY --parents web/./**/deep.ts /x/',
  });
  const { app, found } = await readProject(requestOf(root));
  expect(app.edits.map(({ files }) => files)).toEqual([['web/sub/deep.ts'], ['package.json']]);
  expect(found.frontends).toEqual(['docker/dockerfile:1-labs']);
});

test('a project without a source or a manifest has no edits', async () => {
  const { app } = await readProject(
    requestOf(projectFolder({ Dockerfile: 'FROM a\nCOPY . .', 'x.bin': '' })),
  );
  expect(app.edits).toEqual([]);
});

test('what a .dockerignore could leave out is said: what tools make for themselves, and no Dockerfile names', async () => {
  const big = 'x'.repeat(400_000);
  const needless = async (more: Record<string, string>) => {
    const files = {
      ...{ 'web/node_modules/a/node_modules/b.js': big, '.git/pack': big, '.git/HEAD': big, 'src/a.ts': big },
      ...{ 'keep/.venv/x': big, 'target/x': big, Dockerfile: 'FROM a\nCOPY . .\nCOPY keep/.venv /venv' },
      ...more,
    };
    return (await readProject(requestOf(projectFolder(files)))).found.context.needless;
  };
  expect(await needless({})).toEqual([
    { name: '.git', bytes: 800_000 },
    { name: 'web/node_modules', bytes: 400_000 },
  ]);
  // What target is, only what lies beside it says.
  expect((await needless({ 'Cargo.toml': '' })).map(({ name }) => name)).toContain('target');
  expect(await needless({ '.dockerignore': '.git\n**/node_modules\n' })).toEqual([]);
});

test('what is large and copied by no build is said, too, and what a context is made of, the largest first', async () => {
  const files = {
    ...{ 'data/a.bin': 'x'.repeat(1_500_000), 'data/b.bin': 'x', 'video.mp4': 'x'.repeat(2_000_000) },
    ...{ 'src/a.ts': 'x'.repeat(3_000_000), 'small/x': 'x' },
    Dockerfile: 'FROM a\nCOPY src src',
  };
  const { context } = (await readProject(requestOf(projectFolder(files)))).found;
  expect(context.needless).toEqual([
    { name: 'video.mp4', bytes: 2_000_000 },
    { name: 'data', bytes: 1_500_001 },
  ]);
  expect(context.largest.map(({ name }) => name).slice(0, 3)).toEqual(['src', 'video.mp4', 'data']);
  const all = { ...files, Dockerfile: 'FROM a\nCOPY . .' };
  expect((await readProject(requestOf(projectFolder(all)))).found.context.needless).toEqual([]);
});

test('a context that a link takes out of the project is outside of it', async () => {
  const root = projectFolder({ Dockerfile: 'FROM a', 'inner/x': '' });
  symlinkSync('..', path.join(root, 'out'));
  symlinkSync('inner', path.join(root, 'within'));
  await expect(readProject({ ...requestOf(root), context: 'out' })).rejects.toMatchObject({
    code: 'PROJECT_CONFIG',
    message: expect.stringMatching(/^--context: it lies outside of the project/) as string,
  });
  const { app } = await readProject({ ...requestOf(root), context: 'within' });
  expect(app.project.context).toBe(path.join(app.project.root, 'inner'));
});

describe('what cannot be meant is an error that says why', () => {
  test.each<[string, object, string, RegExp]>([
    ['no Dockerfile', {}, 'NO_DOCKERFILE', /There is no Dockerfile in/],
    ['one that is not there', { dockerfiles: ['a=Nope'] }, 'NO_DOCKERFILE', /no Dockerfile Nope/],
    ['a name twice', { dockerfiles: ['a=x/Dockerfile', 'a=y/Dockerfile'] }, 'PROJECT_CONFIG', /the name a/],
    ['a path outside', { dockerfiles: ['../Dockerfile'] }, 'PROJECT_CONFIG', /outside of the project/],
    [
      'a context that is not there',
      { context: 'nope' },
      'PROJECT_CONFIG',
      /--context: there is no folder nope/,
    ],
    ['a link outside', { dockerfiles: ['a=out/passwd'] }, 'PROJECT_CONFIG', /^out\/passwd: it lies outside/],
    ['what is none', { dockerfiles: ['a=x/a.js'] }, 'NO_DOCKERFILE', /^x\/a\.js does not begin with FROM,/],
    ['one without FROM', { dockerfiles: ['a=x/arg'] }, 'NO_DOCKERFILE', /^x\/arg does not begin with FROM,/],
    ['a context outside', { context: '..' }, 'PROJECT_CONFIG', /--context: it lies outside/],
    ['a name that is none', { dockerfiles: ['A B=x/Dockerfile'] }, 'PROJECT_CONFIG', /e\.g\. a-b/],
    [
      'an argument without a value',
      { dockerfiles: ['x/Dockerfile'], buildArgs: ['A'] },
      'PROJECT_CONFIG',
      /NAME=VALUE/,
    ],
  ])('%s', async (what, said, code, message) => {
    const files =
      what === 'no Dockerfile'
        ? { a: '' }
        : { 'x/Dockerfile': 'FROM a', 'y/Dockerfile': 'FROM a', 'x/a.js': 'f();\n', 'x/arg': 'ARG V' };
    const root = projectFolder(files);
    symlinkSync('/etc', path.join(root, 'out'));
    const reading = readProject(requestOf(root, said));
    await expect(reading).rejects.toMatchObject({ code, message: expect.stringMatching(message) as string });
  });

  test('no folder', async () => {
    await expect(readProject(requestOf('/no/such/folder'))).rejects.toMatchObject({
      code: 'PROJECT_NOT_FOUND',
    });
  });
});

describe('the private copy', () => {
  const copied = async (files: Record<string, string>, prepare: (root: string) => void = () => {}) => {
    const root = projectFolder({ Dockerfile: 'FROM a\nCOPY . .', ...files });
    prepare(root);
    const { app, found } = await readProject(
      requestOf(root, { skipped: [path.join(root, 'stagebench-results')] }),
    );
    const target = path.join(root, 'stagebench-results', 'copy');
    await copyProject(app.project, target);
    const read = (name: string): string => readFileSync(path.join(target, name), 'utf8');
    return { read, found };
  };

  test('has what .dockerignore lets through, with ! and **', async () => {
    const { read } = await copied({
      '.dockerignore': '**/*.log\n!keep.log\nsecret\n# a remark\n',
      ...{ 'keep.log': 'kept', 'a/b.log': '', 'secret/key': '', 'a/x': 'x' },
    });
    expect([read('keep.log'), read('a/x')]).toEqual(['kept', 'x']);
    expect(() => read('a/b.log')).toThrow(/ENOENT/);
    expect(() => read('secret/key')).toThrow(/ENOENT/);
  });

  test('goes by the ignore file of the Dockerfile where it has one', async () => {
    const { read } = await copied({ '.dockerignore': 'a', 'Dockerfile.dockerignore': 'b', a: 'a', b: 'b' });
    expect(read('a')).toBe('a');
    expect(() => read('b')).toThrow(/ENOENT/);
  });

  test('keeps links as they are, though they lead round in a circle', async () => {
    const { read } = await copied({ 'a/file': 'x' }, (root) => {
      symlinkSync('..', path.join(root, 'a', 'up'));
      symlinkSync('self', path.join(root, 'self'));
    });
    expect(read('a/up/a/file')).toBe('x');
  });

  test('leaves sockets out, and says so', async () => {
    const server = createServer();
    onTestFinished(() => void server.close());
    const root = projectFolder({ Dockerfile: 'FROM a' });
    await new Promise<void>((resolve) => server.listen(path.join(root, 's'), resolve));
    const { app, found } = await readProject(requestOf(root));
    expect(found.context.special).toEqual(['s']);
    await copyProject(app.project, path.join(root, '..', 'copy'));
    expect(readFileSync(path.join(root, '..', 'copy', 'Dockerfile'), 'utf8')).toBe('FROM a');
  });

  test('has no results of earlier runs in it', async () => {
    const { read } = await copied({}, (root) => {
      mkdirSync(path.join(root, 'stagebench-results'));
      writeFileSync(path.join(root, 'stagebench-results', 'rows'), '');
    });
    expect(() => read('stagebench-results/rows')).toThrow(/ENOENT/);
  });
});

test('what is only called like a Dockerfile is none: a source, a page, a template', async () => {
  const root = projectFolder({
    Dockerfile: '\uFEFF# syntax=docker/dockerfile:1\n\nARG V=13\nFROM debian:$V\n',
    'Dockerfile.md': '# Dockerfile\n\nFrom here on it is explained.\n',
    'src/dockerfile.ts': "import { readFileSync } from 'node:fs';\nconst FROM = 1;\n",
    'docker/dockerfile.in': '{{ header }}\nFROM debian:13\n',
    'slim.Dockerfile': 'from debian:13-slim\n',
  });
  expect(findDockerfiles(root)).toEqual(['Dockerfile', 'slim.Dockerfile']);
});

test('where nothing else is there, it is told what is missing in it', async () => {
  const root = projectFolder({ 'Dockerfile.md': '# Dockerfile\n\nText.\n' });
  await expect(chooseDockerfiles(root, [])).rejects.toMatchObject({
    code: 'NO_DOCKERFILE',
    message: `There is no Dockerfile in ${root}: Dockerfile.md does not begin with FROM, or ARG and then FROM.`,
  });
});
