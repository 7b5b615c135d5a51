import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { fixture, initOf } from '../init/written-project.fixture.ts';
import { projectFolder, requestOf } from '../project-folder.fixture.ts';
import { readProject } from '../read-project.ts';
import { secretValues } from '../secret-values.ts';

const files = {
  'slim.Dockerfile': 'FROM a AS build\nCOPY . .\nFROM b AS last\nEXPOSE 3000',
  ...{
    'web/Dockerfile': 'FROM a AS X\nCOPY . .\nEXPOSE 4000',
    'web/app.ts': 'run();\n',
    'web/VERSION': 'v = 1\n',
  },
  'package.json': '{"version":"1.0.0"}',
};

const read = (
  config: unknown,
  said: Parameters<typeof requestOf>[1] = {},
  more: Record<string, string> = {},
) =>
  readProject(
    requestOf(
      projectFolder({
        ...files,
        ...more,
        'stagebench.json': typeof config === 'string' ? config : JSON.stringify(config),
      }),
      said,
    ),
  );

test('variants, context and what they are built with come from stagebench.json', async () => {
  const { app, variants } = await read({
    variants: {
      slim: 'slim.Dockerfile',
      web: { dockerfile: 'web/Dockerfile', target: 'x', args: { B: '3' }, platform: 'linux/arm64' },
    },
    ...{ context: 'web', args: { A: '1', B: '2' }, ssh: ['default'], map: { a: 'c' } },
  });
  const { root, context, mapped, variants: built } = app.project;
  expect(variants.map(({ id, title }) => `${id}: ${title}`)).toEqual([
    'slim: slim.Dockerfile',
    'web: web/Dockerfile',
  ]);
  expect([path.relative(root, context), mapped]).toEqual(['web', { a: 'c' }]);
  expect(built).toEqual({
    slim: { dockerfile: path.join(root, 'slim.Dockerfile'), args: { A: '1', B: '2' }, ssh: ['default'] },
    web: {
      ...{ dockerfile: path.join(root, 'web/Dockerfile'), args: { A: '1', B: '3' }, ssh: ['default'] },
      ...{ target: 'x', platform: 'linux/arm64', port: 4000 },
    },
  });
});

test('how the app is started comes from it, too', async () => {
  const start = {
    ...{ environment: { MODE: 'bench' }, command: ['node', 'app.ts'], port: 8081, user: '1000' },
    volumes: ['/data'],
  };
  const { app } = await read({
    ...start,
    ...{ health: { path: '/ok', status: 204, body: '^$' }, startTimeoutSeconds: 1.5 },
  });
  expect([app.port, app.project.start]).toEqual([
    8081,
    { ...start, timeoutMs: 1500, health: { kind: 'answers', path: '/ok', status: 204, body: '^$' } },
  ]);
});

test.each([
  ['/health', { kind: 'answers', path: '/health' }],
  ['listens', { kind: 'listens' }],
  ['runs', { kind: 'runs' }],
])('health %s', async (health, sign) => {
  const { app } = await read({ health });
  expect(app.project.start.health).toEqual(sign);
});

test('options go before it', async () => {
  const { app, variants } = await read(
    {
      variants: { slim: { dockerfile: 'slim.Dockerfile', target: 'build' } },
      ...{ context: 'web', args: { A: '1', B: '2' }, map: { a: 'c', b: 'c' } },
    },
    { context: '.', target: 'last', buildArgs: ['A=9'], maps: ['docker.io/library/a=d'] },
  );
  const { root, context, mapped } = app.project;
  expect([context, mapped]).toEqual([root, { a: 'd', b: 'c' }]);
  expect(app.project.variants['slim']).toMatchObject({ target: 'last', args: { A: '9', B: '2' } });
  expect(variants.map(({ id }) => id)).toEqual(['slim']);
  const named = await read(
    { variants: { slim: 'slim.Dockerfile' } },
    { dockerfiles: ['own=web/Dockerfile'] },
  );
  expect(named.variants.map(({ id }) => id)).toEqual(['own']);
});

test('a secret of it lies in the project, and one of the options goes before it', async () => {
  const { app } = await read(
    { secrets: ['id=a,src=keys/a', 'id=b,src=keys/b', 'type=env,id=c,src=C'] },
    { secrets: ['id=b,src=/elsewhere'] },
    { 'keys/a': 'value-of-a-secret' },
  );
  const { root, variants } = app.project;
  const { secrets = [] } = variants['slim'] ?? {};
  expect(secrets).toEqual([`id=a,src=${root}/keys/a`, 'id=b,src=/elsewhere', 'type=env,id=c,src=C']);
  expect(await secretValues(secrets.slice(0, 1), {})).toMatchObject([
    { name: 'a', masked: ['value-of-a-secret'] },
  ]);
});

describe('edits', () => {
  const edited = async (edits: object) => {
    const { app } = await read({ context: 'web', edits });
    return app.edits.map(({ kind, files: names, apply }) => [
      kind,
      ...names.map((name) => apply(name, name === 'VERSION' ? 'v = 1\n' : 'run();\n', 'run-1')),
    ]);
  };

  test('by a file alone: a remark in its language', async () => {
    expect(await edited({ source: 'app.ts' })).toEqual([['source', 'run();\n// stagebench run-1\n']]);
  });

  test('by text: a line at the end, or in place of another text', async () => {
    expect(
      await edited({
        source: { file: 'VERSION', text: 'edit {unique}' },
        deps: [{ file: 'VERSION', replace: 'v = 1', text: 'v = {unique}' }],
      }),
    ).toEqual([
      ['source', 'v = 1\nedit run-1\n'],
      ['deps', 'v = run-1\n'],
    ]);
  });

  test('what an edit re-runs is declared for a variant; the rest is learned', async () => {
    const { variants } = await read({
      variants: {
        a: { dockerfile: 'slim.Dockerfile', reruns: { source: ['[build] COPY . .'] } },
        b: 'web/Dockerfile',
      },
    });
    expect(variants.map(({ reruns }) => reruns)).toEqual([
      { 'my-app': { source: ['[build] COPY . .'] } },
      {},
    ]);
  });
});

test('comments, commas at the end, CRLF and a byte order mark are allowed', async () => {
  const { app } = await read('\uFEFF{\r\n  // why\r\n  "port": 81, /* too */\r\n}\r\n');
  expect(app.port).toBe(81);
});

describe('what is wrong is told with its line and column', () => {
  test.each<[string, string, RegExp]>([
    ['a typo', '{\n  "varients": {}\n}', /:2:3: there is no field "varients"\. Did you mean "variants"\?$/],
    [
      'one in a variant',
      '{"variants": {"a": {"dockerfile": "x", "targt": "y"}}}',
      /:1:40: there is no field "targt"\. Did you mean "target"\?/,
    ],
    [
      'one in health',
      '{"health": {"path": "/", "stauts": 200}}',
      /:1:26: there is no field "stauts"\. Did you mean "status"\?/,
    ],
    [
      'one like nothing',
      '{"edits": {"zzzzzzzz": 1}}',
      /:1:12: there is no field "zzzzzzzz"\. There are: source, deps\./,
    ],
    [
      'a newer version',
      '{\n "version": 2,\n "unheard": 1 }',
      /:2:13: this file is of version 2, and this stagebench reads version 1/,
    ],
    ['no version', '{"version": 0}', /:1:13: version: it is less than 1/],
    ['no time', '{"startTimeoutSeconds": 0}', /:1:25: startTimeoutSeconds: it is not more than 0/],
    ['a typo of what must be', '{"health": {"pth": "/"}}', /^\S+:1:13: .* "pth"\. Did you mean "path"/],
    [
      'a name that would vanish',
      '{"variants": {"a": "x", "__proto__": "y"}}',
      /:1:25: "__proto__" cannot be a name/,
    ],
    ['no JSON', '{\n  "port" 80\n}', /:2:10: this is no JSON: colon expected/],
    ['nothing', '', /:1:1: this is no JSON: value expected/],
    ['a list', '[]', /:1:1: it is no object/],
    ['a name twice', '{"port": 80,\n "port": 81}', /:2:2: "port" stands twice/],
    ['a variant twice', '{"variants": {"a": "x", "a": "y"}}', /:1:25: "a" stands twice/],
    ['a text for a number', '{"port": "80"}', /:1:10: port: it is no number/],
    ['a port that is none', '{"port": 70000}', /:1:10: port: it is more than 65535/],
    [
      'a pattern that is none',
      '{"health": {"path": "/", "body": "("}}',
      /:1:34: health\.body: it is no regular expression/,
    ],
    [
      'a sign that is none',
      '{"health": "listen"}',
      /:1:12: health: it is no path from \/, and none of listens, runs, healthcheck/,
    ],
    ['a number for a sign', '{"health": 3}', /:1:12: health: it is none of: .*text, object/],
    [
      'a HEALTHCHECK that is not there',
      '{"health": "healthcheck"}',
      /:1:12: not every Dockerfile has a HEALTHCHECK/,
    ],
    ['no variant', '{"variants": {}}', /:1:14: variants: it names no Dockerfile/],
    [
      'a name that is none',
      '{"variants": {"A b": "slim.Dockerfile"}}',
      /:1:22: "A b" cannot be the name of a variant/,
    ],
    ['a Dockerfile outside', '{"variants": {"a": "../x"}}', /:1:20: it lies outside of the project/],
    ['a Dockerfile that is not there', '{"variants": {"a": "x"}}', /:1:20: There is no Dockerfile x/],
    ['a context that is not there', '{"context": "nope"}', /:1:13: there is no folder nope/],
    [
      'a stage that is not there',
      '{"target": "lst", "variants": {"a": "slim.Dockerfile"}}',
      /:1:12: slim\.Dockerfile has no stage "lst"\. Did you mean "last"\? There are: build, last\.$/,
    ],
    [
      'a stage of a variant that is not there',
      '{"variants": {"a": {"dockerfile": "slim.Dockerfile", "target": "zzzzzzzz"}}}',
      /:1:64: slim\.Dockerfile has no stage "zzzzzzzz"\. There are: build, last\.$/,
    ],
    [
      'a stage of a service that is not there',
      '{"services": {"db": {"dockerfile": "slim.Dockerfile", "target": "bild", "port": 1}}}',
      /:1:21: slim\.Dockerfile has no stage "bild"\. Did you mean "build"\?/,
    ],
    [
      'a processor that nobody knows',
      '{"platform": "linux/amd46"}',
      /:1:14: nobody knows a processor "amd46"\. Did you mean "amd64"\?/,
    ],
    [
      'a system that nobody knows',
      '{"platform": "linus/amd64"}',
      /a system "linus"\. Did you mean "linux"\?/,
    ],
    ['several platforms', '{"platform": "linux/amd64,linux/arm64"}', /:1:14: several platforms make/],
    ['no platform', '{"platform": "linux/"}', /:1:14: "linux\/" is no platform/],
    [
      'an edit of a file that is not sent',
      '{"edits": {"source": "nope.ts"}}',
      /:1:22: no build gets a file nope\.ts/,
    ],
    [
      'an edit that nobody knows',
      '{"edits": {"source": "web/VERSION"}}',
      /:1:22: nobody knows how web\/VERSION is changed/,
    ],
    [
      'an edit that is always the same',
      '{"edits": {"source": {"file": "x", "text": "y"}}}',
      /:1:44: edits\.source\.text: it has no \{unique\}/,
    ],
    [
      'a text that is not in the file',
      '{"edits": {"source": {"file": "web/VERSION", "replace": "w", "text": "{unique}"}}}',
      /:1:22: web\/VERSION has no "w"/,
    ],
  ])('%s', async (_, text, says) => {
    await expect(read(text)).rejects.toMatchObject({
      code: expect.stringMatching(/^(PROJECT_CONFIG|NO_DOCKERFILE)$/) as string,
      message: expect.stringMatching(says) as string,
    });
  });

  test.each<[object, RegExp]>([
    [{ target: 'nope' }, /^--target nope: .*Dockerfile has no stage "nope"\./],
    [{ platform: 'linux/bogus' }, /^--platform linux\/bogus: nobody knows a processor "bogus"/],
  ])('also of an option: %j', async (said, message) => {
    await expect(read('{"target": "last"}', said)).rejects.toMatchObject({
      ...{ code: 'PROJECT_CONFIG', message: expect.stringMatching(message) as string },
    });
  });

  test('health by the port, and no port', async () => {
    const config = { variants: { a: 'Dockerfile' }, health: 'listens' };
    await expect(read(config, {}, { Dockerfile: 'FROM a' })).rejects.toThrow(/:1:41: nothing says the port/);
  });
});

test('what `init` writes is read', async () => {
  const { files: written } = await initOf(fixture('go-one'));
  const root = projectFolder(Object.fromEntries(written.map(({ file, text }) => [file, text])));
  const { app, variants } = await readProject(requestOf(root));
  const text = readFileSync(path.join(root, 'stagebench.json'), 'utf8');
  expect(text).toContain(`"port": ${app.port},`);
  expect([variants.length, app.project.start.health?.kind]).toEqual([6, 'answers']);
});
