import { describe, expect, test } from 'vitest';
import { fixture, initOf, writtenProject } from '../written-project.fixture.ts';

const json = (value: object): string => JSON.stringify(value);

/** A project of one package, with these fields in its manifest. */
const project = (manifest: object, files: Readonly<Record<string, string>> = {}): string =>
  writtenProject({ 'package.json': json(manifest), 'package-lock.json': '{}', ...files });

test('npm with a build step: the image gets what the build makes, and no sources', async () => {
  const { description, strategy } = await initOf(fixture('node-typescript'));
  expect(description).toBe(
    'Node 24, installed by npm, with a build step, started by node --enable-source-maps dist/main.js',
  );
  expect(strategy('distroless')).toMatchInlineSnapshot(`
    "FROM node:24-trixie AS deps
    WORKDIR /app
    COPY package.json package-lock.json ./
    # The script "prepare" needs what is not here yet.
    RUN npm pkg delete scripts.prepare && npm ci --omit=dev

    FROM node:24-trixie AS build
    WORKDIR /app
    COPY package.json package-lock.json ./
    # The script "prepare" needs what is not here yet.
    RUN npm pkg delete scripts.prepare && npm ci
    COPY . .
    RUN npm run build

    FROM gcr.io/distroless/nodejs24-debian13:nonroot AS runtime
    ENV NODE_ENV=production
    WORKDIR /app
    COPY --from=deps /app/node_modules ./node_modules
    COPY --from=build /app/package.json ./
    # Other files that the app reads at run time have to be copied here, too.
    COPY --from=build /app/dist ./dist
    USER nonroot
    EXPOSE 3200
    # The base's entrypoint is node itself.
    CMD ["--enable-source-maps", "dist/main.js"]
    "
  `);
});

test('npm without a build step: nothing is installed for a build', async () => {
  const { strategy } = await initOf(fixture('node-npm'));
  expect(strategy('slim')).toMatchInlineSnapshot(`
    "FROM node:24-trixie AS deps
    WORKDIR /app
    COPY package.json package-lock.json ./
    RUN npm ci --omit=dev

    FROM node:24-trixie AS build
    WORKDIR /app
    COPY . .

    FROM node:24-trixie-slim AS runtime
    ENV NODE_ENV=production
    WORKDIR /app
    COPY --from=deps /app ./
    COPY --from=build /app ./
    USER node
    EXPOSE 3100
    CMD ["node", "index.js"]
    "
  `);
});

test('a build that writes beside the sources: the image gets everything but what only the build needs', async () => {
  const text = (await initOf(fixture('node-yarn'))).strategy('alpine');
  expect(text).toContain('RUN yarn install --frozen-lockfile --production\n');
  expect(text).toContain('RUN yarn run build\nRUN find . -name node_modules -prune -exec rm -rf {} +\n');
  expect(text).toContain('COPY --from=deps /app ./\nCOPY --from=build /app ./\n');
});

test('of a workspace of pnpm the image gets one package', async () => {
  const { description, strategy } = await initOf(fixture('pnpm-workspace'));
  expect(description).toContain('a workspace with the app apps/web');
  expect(strategy('multi-stage')).toMatchInlineSnapshot(`
    "FROM node:24-trixie AS deps
    WORKDIR /app
    RUN npm install --global pnpm@10
    COPY pnpm-lock.yaml pnpm-workspace.yaml ./
    RUN pnpm fetch

    FROM deps AS build
    COPY . .
    RUN pnpm install --frozen-lockfile --offline
    RUN pnpm --filter "@shop/web..." run build
    # The files of the package that "files" in its manifest names, or all, and its production dependencies.
    RUN pnpm --filter @shop/web deploy --prod --legacy /out

    FROM node:24-trixie AS runtime
    ENV NODE_ENV=production
    WORKDIR /app
    COPY --from=build /out ./
    USER node
    EXPOSE 3300
    CMD ["node", "dist/server.js"]
    "
  `);
  expect(strategy('single-stage')).toContain('WORKDIR /app/apps/web\n');
});

describe('of a workspace', () => {
  const start = { start: 'node server.js' };
  const files = {
    'packages/lib/package.json': json({ name: 'lib' }),
    'apps/a/package.json': json({ name: 'a', scripts: { ...start, build: 'tsc' } }),
    'apps/b/package.json': json({ name: 'b', scripts: start }),
    'old/c/package.json': json({ name: 'c', scripts: start }),
  };
  const root = { private: true, workspaces: ['packages/*', 'apps/*'] };

  test('npm installs by all manifests, and builds the app', async () => {
    const text = (await initOf(project(root, files))).strategy('slim');
    for (const member of ['apps/a', 'apps/b', 'packages/lib'])
      expect(text).toContain(`COPY ${member}/package.json ./${member}/package.json\n`);
    expect(text).not.toContain('old/c');
    expect(text).toContain('RUN npm run build --workspace a\n');
    expect(text).toContain('# DECIDE: the image starts a. It could be b.\n');
    expect(text).toContain('WORKDIR /app/apps/a\nUSER node\n');
  });

  test('which package is the app is asked', async () => {
    const asked: unknown[] = [];
    const { strategy } = await initOf(project(root, files), ({ text, choices }) => {
      asked.push([text, choices]);
      return Promise.resolve(choices === undefined ? '' : 'b');
    });
    expect(asked[0]).toEqual(['Which package of the workspace is the app?', ['a', 'b']]);
    expect(strategy('slim')).toContain('WORKDIR /app/apps/b\n');
    expect(strategy('slim')).not.toContain('DECIDE');
  });

  test('packages that are left out are no members', async () => {
    const yaml = "packages:\n  - '*/*'\n  - '!old/**'\n";
    const pnpm = { ...files, 'pnpm-workspace.yaml': yaml, 'pnpm-lock.yaml': "lockfileVersion: '6.0'\n" };
    const { textOf, strategy } = await initOf(writtenProject({ 'package.json': '{}', ...pnpm }));
    expect(strategy('slim')).toContain('It could be b.');
    expect(strategy('slim')).toContain('pnpm@8\n');
    // It has no such option.
    expect(strategy('slim')).not.toContain('--legacy');
    expect(textOf('.dockerignore')).toContain('**/node_modules\n');
  });
});

test.each([
  [{ packageManager: 'pnpm@10.1.2+sha512.abc' }, 'pnpm-lock.yaml', 'RUN npm install --global pnpm@10.1.2\n'],
  [{ packageManager: 'yarn@4.5.0' }, 'yarn.lock', 'RUN corepack enable\n'],
])('the package manager is the one that the manifest names: %j', async (named, lockfile, line) => {
  const manifest = json({ ...named, dependencies: { ms: '1' } });
  const { strategy } = await initOf(writtenProject({ 'package.json': manifest, [lockfile]: '' }));
  expect(strategy('slim')).toContain(line);
});

test('what is no name and version is written into no command', async () => {
  const files = { 'package.json': json({ packageManager: 'pnpm@9; rm -rf x' }) };
  await expect(initOf(writtenProject(files))).rejects.toMatchObject({
    code: 'PROJECT_UNREADABLE',
    message: expect.stringMatching(
      /package\.json cannot be read at packageManager: it is no NAME@VERSION\.$/,
    ) as string,
  });
});

test('another one is refused by its name', async () => {
  const files = { 'package.json': '{}', 'bun.lock': '' };
  await expect(initOf(writtenProject(files))).rejects.toMatchObject({
    code: 'PROJECT_UNREADABLE',
    message: expect.stringContaining('installed by bun'),
  });
});

describe('a person has to look at', () => {
  const dependencies = { ms: '1' };
  test.each<[string, object, string]>([
    ['a start that needs a shell', { scripts: { start: 'next start' } }, '"start" is `next start`'],
    ['a start that nobody names', {}, 'the manifest has no script "start".'],
    ['a script of the install', { scripts: { postinstall: 'x' }, dependencies }, '"postinstall" runs here'],
    ['another Node', { engines: { node: '^22.1.0' } }, 'package.json asks for Node ^22.1.0.'],
  ])('%s', async (_, manifest, mark) => {
    const { strategy } = await initOf(project(manifest));
    expect(strategy('slim')).toContain(`# DECIDE: ${mark}`);
  });

  test('dependencies without a lockfile', async () => {
    const { strategy } = await initOf(writtenProject({ 'package.json': json({ dependencies }) }));
    expect(strategy('slim')).toContain('# DECIDE: there is no lockfile');
    expect(strategy('slim')).toContain('RUN npm install --omit=dev\n');
  });
});

test('nothing is marked if the manifest says all of it', async () => {
  const scripts = { start: 'node server.js' };
  const { strategy } = await initOf(
    project({ engines: { node: '>=22' }, scripts }, { 'server.js': 'listen(3000)' }),
  );
  expect(strategy('slim')).not.toContain('DECIDE');
  // Without dependencies there is nothing to install, and no folder to copy.
  expect(strategy('slim')).not.toContain('deps');
});

test.each([
  ['node dist/server.js', 'node ./dist/x.js'],
  ['', 'dist/y.js'],
])('what node starts is asked, and taken with the word node: "%s"', async (_, typed) => {
  const { strategy } = await initOf(project({ scripts: { start: 'next start' } }), ({ text }) =>
    Promise.resolve(text.startsWith('What does node start') ? typed : ''),
  );
  expect(strategy('slim')).toContain(`CMD ["node", "${typed.replace('node ', '')}"]`);
});
