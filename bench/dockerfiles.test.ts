import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { DockerfileParser, type Dockerfile, type Instruction } from 'dockerfile-ast';
import { describe, expect, test } from 'vitest';
import { definitions } from './registry.ts';

const { apps, strategies } = definitions;

const strategiesFolder = path.join(import.meta.dirname, '..', 'strategies');

const textOf = (strategy: string, app: string): string =>
  readFileSync(path.join(strategiesFolder, strategy, `${app}.Dockerfile`), 'utf8');

const variants = strategies.flatMap(({ id: strategy }) =>
  apps.map(({ id: app, port }) => {
    const text = textOf(strategy, app);
    return { name: `${strategy}/${app}`, strategy, app, port, text, file: DockerfileParser.parse(text) };
  }),
);

const instructions = (file: Dockerfile, keyword: string): Instruction[] =>
  file.getInstructions().filter((instruction) => instruction.getKeyword() === keyword);

const argumentsOf = (instruction: Instruction | undefined): string =>
  instruction?.getArgumentsContent() ?? '';

/** The instructions of the last stage. */
function finalStage(file: Dockerfile): Instruction[] {
  const all = file.getInstructions();
  return all.slice(all.findLastIndex((instruction) => instruction.getKeyword() === 'FROM'));
}

const lastOf = (file: Dockerfile, keyword: string): Instruction | undefined =>
  finalStage(file).findLast((instruction) => instruction.getKeyword() === keyword);

/** The manifests of each app: what its dependencies are named in. */
const manifests: Readonly<Record<string, readonly string[]>> = {
  node: ['package.json', 'package-lock.json'],
  go: ['go.mod', 'go.sum'],
  python: ['requirements.txt'],
};

test.each(strategies)(
  '$id has for each app one Dockerfile with what edits re-run of it, and beside its definition no other file',
  ({ id }) => {
    const ofApps = apps.flatMap((app) => [`${app.id}.Dockerfile`, `${app.id}.reruns.ts`]);
    const expected = ['strategy.ts', ...ofApps];
    expect(readdirSync(path.join(strategiesFolder, id)).toSorted()).toEqual(expected.toSorted());
  },
);

describe.each(variants)('$name', ({ file, app, port, text }) => {
  test('needs nothing from outside: no ARG, no syntax directive', () => {
    expect(instructions(file, 'ARG')).toEqual([]);
    expect(text).not.toMatch(/^#\s*syntax\s*=/im);
  });

  test('names images with a version that is not "latest"', () => {
    const stages = file.getFROMs().map((from) => from.getBuildStage());
    const images = file.getFROMs().map((from) => from.getImage() ?? '');
    for (const image of images.filter((name) => name !== 'scratch' && !stages.includes(name))) {
      expect(image).toMatch(/:[^:/]+$/);
      expect(image).not.toMatch(/:latest$/);
    }
  });

  test('exposes the port that app.ts promises', () => {
    expect(argumentsOf(lastOf(file, 'EXPOSE'))).toBe(String(port));
  });

  test('runs its command without a shell', () => {
    const words: unknown = JSON.parse(argumentsOf(lastOf(file, 'CMD') ?? lastOf(file, 'ENTRYPOINT')));
    expect(words).toEqual(expect.arrayContaining([expect.any(String)]));
  });

  test('copies the manifests, and installs, before it copies the sources', () => {
    const all = file.getInstructions();
    const sources = all.findIndex((instruction) =>
      /^COPY \. /.test(`${instruction.getKeyword()} ${argumentsOf(instruction)}`),
    );
    const before = all.slice(0, sources);
    const copied = before
      .filter((instruction) => instruction.getKeyword() === 'COPY')
      .map(argumentsOf)
      .join(' ')
      .split(/\s+/);
    expect(sources).toBeGreaterThan(0);
    expect(copied).toEqual(expect.arrayContaining([...(manifests[app] ?? [app])]));
    expect(before.map(argumentsOf).join('\n')).toMatch(/npm ci|go mod download|pip install/);
  });
});

const multiStage = variants.filter(({ strategy }) => strategy !== 'single-stage');

describe.each(multiStage)('$name, which is multi-stage', ({ file }) => {
  test('names its stages: dependencies, build, runtime', () => {
    expect(file.getFROMs().map((from) => from.getBuildStage())).toEqual(['deps', 'build', 'runtime']);
  });

  test('does not run as root', () => {
    const user = argumentsOf(lastOf(file, 'USER'));
    expect(user).not.toBe('');
    expect(user).not.toMatch(/^(root|0)(:|$)/);
  });

  test('takes files into the runtime only from other stages, never the build context', () => {
    const copies = finalStage(file).filter((instruction) => instruction.getKeyword() === 'COPY');
    expect(copies.length).toBeGreaterThan(0);
    expect(copies.filter((copy) => !/--from=(deps|build)/.test(copy.getTextContent()))).toEqual([]);
  });
});

test.each(multiStage.filter(({ app }) => app === 'node'))(
  '$name ships production dependencies only',
  ({ file }) => {
    const installs = instructions(file, 'RUN').map(argumentsOf);
    expect(installs).toContainEqual(expect.stringMatching(/^npm ci --omit=dev/));
    const lines = finalStage(file).map((instruction) => instruction.getTextContent());
    expect(lines.filter((line) => line.includes('node_modules'))).toEqual([
      expect.stringContaining('--from=deps'),
    ]);
  },
);

test.each(multiStage.filter(({ strategy }) => strategy === 'multi-stage'))(
  '$name runs on the base of the single-stage one: only the split differs',
  ({ file, app }) => {
    const [single] = DockerfileParser.parse(textOf('single-stage', app)).getFROMs();
    expect(file.getFROMs().at(-1)?.getImage()).toBe(single?.getImage());
  },
);

test.each(apps)('$id is one unnamed stage where the strategy is single-stage', ({ id }) => {
  const froms = DockerfileParser.parse(textOf('single-stage', id)).getFROMs();
  expect(froms.map((from) => from.getBuildStage())).toEqual([null]);
});
