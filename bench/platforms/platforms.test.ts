import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import { parsePlatform } from '../../src/domain/image/platform.ts';
import { rootFolder } from '../context.ts';
import type { VariantFile } from '../definitions.ts';
import { useFakeCli } from '../fake-cli.fixture.ts';
import { platformsOf } from './expand-platforms.ts';
import { notStartedText, placePlatforms } from './place-platforms.ts';

const { stagebench, results, onlyRun } = useFakeCli();

let above: string;
let project: string;
beforeEach(() => {
  above = mkdtempSync(path.join(tmpdir(), 'stagebench-platforms-'));
  project = path.join(above, 'web');
  const skipped = `${path.sep}node_modules`;
  const filter = (file: string): boolean => !file.endsWith(skipped);
  cpSync(path.join(rootFolder, 'sample-apps', 'node'), project, { recursive: true, filter });
  cpSync(path.join(rootFolder, 'strategies/single-stage/node.Dockerfile'), path.join(project, 'Dockerfile'));
  cpSync(path.join(rootFolder, 'strategies/slim/node.Dockerfile'), path.join(project, 'slim.Dockerfile'));
});
afterEach(() => {
  rmSync(above, { recursive: true });
});

const run = (...words: string[]) =>
  stagebench(['run', '--engine', 'fake', '--project', project, '--results', results(), ...words]);

test('each platform has cells of its own, which are never held against those of another; rows say how it is run', async () => {
  const words = ['--scenarios', 'cold', '--rounds', '6', '--json'];
  const { exitCode, stdout } = await run('--platform', 'linux/amd64,linux/arm64', ...words);
  expect(exitCode).toBe(0);
  const { builds, images, manifest } = await onlyRun();
  const ways = builds.map((row) => `${row.app} ${row.platform ?? '-'} ${row.platform_by ?? '-'}`);
  expect([...new Set(ways)].toSorted()).toEqual([
    ...['control - -', 'web.amd64 linux/amd64 native', 'web.arm64 linux/arm64 emulated'],
  ]);
  expect(images.map(({ app, strategy, platform, healthy }) => [app, strategy, platform, healthy])).toEqual(
    expect.arrayContaining([
      ['web.amd64', 'slim', 'linux/amd64', true],
      ['web.arm64', 'slim', 'linux/arm64', true],
    ]),
  );
  expect(manifest.plan.cells).toHaveLength(4);
  const { comparisons } = JSON.parse(stdout) as {
    readonly comparisons: readonly Readonly<Record<'cell' | 'baseline', { readonly app: string }>>[];
  };
  const pairs = comparisons.map(({ cell, baseline }) => `${cell.app} ${baseline.app}`);
  expect(pairs.toSorted()).toEqual(['web.amd64 web.amd64', 'web.arm64 web.arm64']);
});

test('a file that one platform alone gets is needed, and is no file to edit', async () => {
  const files = {
    Dockerfile: 'FROM scratch\nARG TARGETARCH\nCOPY server-${TARGETARCH} main.${TARGETARCH}.js main.js /\n',
    'slim.Dockerfile': 'FROM scratch\nCOPY main.js /\n',
    'server-amd64': 'x'.repeat(2e6),
    'server-arm64': 'x'.repeat(2e6),
    'unused.bin': 'x'.repeat(2e6),
    ...{ 'main.amd64.js': '1\n'.repeat(9), 'main.arm64.js': '2\n'.repeat(9), 'main.js': '3\n' },
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(path.join(project, name), text);
  const { stderr } = await run(
    '--platform',
    'linux/amd64,linux/arm64',
    '--rounds',
    '1',
    '--scenarios',
    'cold',
  );
  expect(stderr).toContain('edit-source  main.js\n');
  const needless = /^ {2}needless .*/m.exec(stderr)?.[0];
  expect(needless).toContain('unused.bin (2.00 MB)');
  expect(needless).not.toContain('server-');
});

test('cells of two platforms are refused by compare, whatever their names; one platform alone gives the project no other name', async () => {
  const words = ['--scenarios', 'cold', '--rounds', '1', '--dockerfile', 'Dockerfile'];
  await run('--platform', 'linux/amd64,linux/arm64', ...words);
  const { folder } = await onlyRun();
  const cell = (app: string): string => `${folder}:${app}/default/cold`;
  const refused = await stagebench(['compare', cell('web.amd64'), cell('web.arm64')]);
  expect(refused.stderr).toContain('platform (linux/amd64 and linux/arm64)');
  rmSync(folder, { recursive: true });
  await run('--platform', 'linux/arm64', ...words);
  const { builds } = await onlyRun();
  expect(new Set(builds.map(({ app }) => app))).toEqual(new Set(['web', 'control']));
});

test('a list of platforms is refused if one is none, or is there twice', () => {
  expect(platformsOf('linux/amd64,arm64')).toEqual(['linux/amd64', 'linux/arm64'].map(parsePlatform));
  expect(() => platformsOf('linux/amd64,')).toThrow('--platform must be like linux/amd64');
  for (const twice of [
    'arm64,linux/arm64',
    'linux/arm64,linux/arm64/v8',
    'linux/amd64/v1,amd64',
    'arm,linux/arm/v7',
  ])
    expect(() => platformsOf(twice)).toThrow(/--platform names linux\/(arm64|amd64|arm\/v7) twice/);
});

test('a run whose platform is built for in another way now does not go on', async () => {
  await run(
    '--platform',
    'linux/arm64',
    '--scenarios',
    'cold',
    '--rounds',
    '1',
    '--dockerfile',
    'Dockerfile',
  );
  const { folder } = await onlyRun();
  const file = path.join(folder, 'builds.csv');
  writeFileSync(file, readFileSync(file, 'utf8').replaceAll(',emulated', ',native'));
  const words = ['--resume', path.basename(folder), '--rounds', '2', '--results', results()];
  const { exitCode, stderr } = await stagebench(['run', ...words]);
  expect(exitCode).toBe(2);
  expect(stderr).toContain('error RESUME_REFUSED');
  expect(stderr).toContain('how web/default is built for linux/arm64 was native and is emulated\n');
});

test('two systems of one processor are two apps', async () => {
  writeFileSync(path.join(project, 'x.Dockerfile'), 'FROM scratch\nCOPY . /\n');
  const words = ['--scenarios', 'cold', '--rounds', '1', '--dockerfile', 'x.Dockerfile'];
  const { exitCode } = await run('--platform', 'linux/arm64,windows/arm64', ...words);
  expect(exitCode).toBe(0);
  const { builds } = await onlyRun();
  expect(new Set(builds.map(({ app }) => app))).toEqual(
    new Set(['web.linux-arm64', 'web.windows-arm64', 'control']),
  );
});

const cross =
  'FROM --platform=$BUILDPLATFORM go:1 AS build\nRUN make\nFROM base:1\nCOPY --from=build /app /\n';
const runs = 'FROM go:1 AS build\nRUN make\nFROM scratch\nCOPY --from=build /app /\n';

/** How a Dockerfile is built for linux/arm64 by nodes of these platforms, and started by an engine of those. */
async function placed(
  text: string,
  nodes: string[][],
  engine: string[][] = [['linux/amd64']],
  platform: string | null = 'linux/arm64',
) {
  const dockerfile = path.join(above, 'Dockerfile');
  writeFileSync(dockerfile, text);
  const variants = { default: { dockerfile, ...(platform !== null && { platform }) } };
  const app = { id: 'web', project: { variants } } as unknown as AppDefinition;
  const file: VariantFile = {
    ...{ variant: { app: 'web', strategy: 'default' }, dockerfile },
    bases: { names: ['go:1', 'base:1'], buildNames: ['go:1'], finalBase: 'base:1' },
  };
  const knows = (platforms: string[][]) => ({ platforms: async () => platforms });
  const found = await placePlatforms([file], { apps: [app], arms: new Map() }, knows(nodes), knows(engine));
  const one = found.get('web/default');
  return {
    by: one?.builtFor.by,
    platform: one?.builtFor.platform,
    isNotStarted: one?.isNotStarted,
    names: [...(one?.names ?? [])],
    text: notStartedText(found),
  };
}

test.each<[string, string[][], object]>([
  [
    'of another processor builds for its own',
    [['linux/arm64', 'linux/amd64']],
    { by: 'native', platform: 'linux/arm64', isNotStarted: true, names: ['go:1', 'base:1'] },
  ],
  ['of the same builds as the engine does', [['linux/amd64/v2', 'linux/amd64']], { by: undefined }],
  ['of two nodes builds where buildx says', [['linux/arm64'], ['linux/amd64']], { by: undefined }],
  ['of which only what was said of it is known', [['linux/arm64*']], { by: undefined }],
])('without --platform, a builder %s', async (_, nodes, known) => {
  expect(await placed(cross, nodes, [['linux/amd64']], null)).toMatchObject(known);
});

test.each<[string, string, string[][], string]>([
  ['natively, on whichever node is of that platform', runs, [['linux/amd64'], ['linux/arm64/v8']], 'native'],
  ['by emulation', runs, [['linux/amd64', 'linux/arm64']], 'emulated'],
  [
    'without running anything of it, though that could be emulated',
    cross,
    [['linux/amd64', 'linux/arm64']],
    'cross',
  ],
  ['without running anything of it', cross, [['linux/amd64']], 'cross'],
])('a platform is built for %s', async (_, text, nodes, by) => {
  expect((await placed(text, nodes)).by).toBe(by);
});

const levels = ['linux/amd64', 'linux/amd64/v2', 'linux/amd64/v3', 'linux/386'];

test.each<[string, string[], string, string]>([
  ['a level that the processor has', levels, 'linux/amd64/v2', 'native'],
  ['the usual level by its name', levels, 'linux/amd64/v1', 'native'],
  ['32 bits of it', levels, 'linux/386', 'native'],
  ['a level of another processor', ['linux/arm64', ...levels], 'linux/amd64/v2', 'emulated'],
  ['what it was named for, and may be', ['linux/arm64*', ...levels], 'linux/arm64', 'unsure'],
  ['what may be its own', ['linux/arm64*', ...levels], 'linux/amd64', 'unsure'],
  ['what neither is its own', ['linux/arm64*', 'linux/amd64', 'linux/riscv64'], 'linux/riscv64', 'emulated'],
])('a node runs %s', async (_, node, platform, by) => {
  expect((await placed(runs, [node], [], platform)).by).toBe(by);
});

test('a platform is told by its usual name', async () => {
  expect((await placed(runs, [['linux/arm64']], [], 'linux/arm64/v8')).platform).toBe('linux/arm64');
});

test('a level that the processor lacks is not run', async () => {
  await expect(placed(runs, [levels], [], 'linux/amd64/v4')).rejects.toMatchObject({
    code: 'PLATFORM_MISSING',
  });
});

test('steps that no node can run end the run before it begins, and what there is is named', async () => {
  await expect(placed(runs, [['linux/amd64', 'linux/386']])).rejects.toMatchObject({
    code: 'PLATFORM_MISSING',
    message: 'Steps of web/default run on linux/arm64, and what builds runs only linux/amd64, linux/386.',
  });
});

test('an image is started where the engine runs its platform, else that is told; only bases of that platform must be', async () => {
  const text = 'images for linux/arm64 are read, and not started: the engine runs no such programs';
  expect(await placed(cross, [['linux/amd64']])).toMatchObject({
    isNotStarted: true,
    names: ['base:1'],
    text,
  });
  const emulated = [['linux/amd64', 'linux/arm64']];
  expect(await placed(cross, [['linux/amd64']], emulated)).toMatchObject({
    isNotStarted: undefined,
    text: undefined,
  });
});
