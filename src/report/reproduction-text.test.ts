import { expect, test } from 'vitest';
import type { BuildComparison, DifferingPath, ReproductionRecord } from '../domain/reproduction.ts';
import { reproductionText } from './reproduction-text.ts';

const compared = (
  strategy: string,
  without: BuildComparison,
  epoch: BuildComparison,
): ReproductionRecord => ({
  ...{ variant: { app: 'go', strategy }, state: 'compared', reproduction: { without, with: epoch } },
});
const identical: BuildComparison = { state: 'identical', sameId: false };
const times = (...paths: readonly string[]): BuildComparison => ({
  ...{
    state: 'different',
    layers: 1,
    filesContent: 0,
    filesMetadata: paths.length,
    filesOnlyInOne: 0,
    onlyTimes: true,
  },
  firstPaths: paths.map((path): DifferingPath => ({ path, what: 'time', layer: 2 })),
});
const different: BuildComparison = {
  ...{
    state: 'different',
    layers: 2,
    filesContent: 1,
    filesMetadata: 20,
    filesOnlyInOne: 3,
    onlyTimes: false,
  },
  firstPaths: [
    { path: '/app', what: 'time', layer: 4 },
    { path: '/app/log', what: 'content', layer: 10 },
  ],
};

test('a line for each variant, then the paths that differ', () => {
  const text = reproductionText([
    compared('scratch', identical, { state: 'identical', sameId: true }),
    compared('slim', different, times('/app')),
    compared('alpine', { state: 'same-files', layers: 1 }, { state: 'same-files', layers: 2 }),
    {
      ...{ variant: { app: 'node', strategy: 'slim' }, state: 'failed' },
      trouble: { code: 'BUILD_FAILED', reason: 'step [2/2] RUN npm ci failed: exit code: 1' },
    },
  ]);
  expect(`\n${text}`).toMatchInlineSnapshot(`
    "
    paths that differ  two cold builds                                         with SOURCE_DATE_EPOCH
    ───────────────────────────────────────────────────────────────────────────────────────────────────────────
    go/scratch         the same layers                                         the same image
    go/slim            1 in content, 3 in one only, 20 in mode, owner or time  1 in time only
    go/alpine          the same files, packed otherwise                        the same files, packed otherwise
    node/slim          not compared                                            not compared

    go/slim      differs in  layer
    ──────────────────────────────
    /app         time            4
    /app/log     content        10
    and 22 more

    go/slim with SOURCE_DATE_EPOCH  differs in  layer
    ─────────────────────────────────────────────────
    /app                            time            2

    node/slim: BUILD_FAILED: step [2/2] RUN npm ci failed: exit code: 1

    SOURCE_DATE_EPOCH is given as a build argument: it sets the times in the config, not those of files in layers.
    "
  `);
});

test('paths that are the same with SOURCE_DATE_EPOCH are listed once', () => {
  const text = reproductionText([compared('slim', times('/a', '/b'), times('/a', '/b'))]);
  expect(text.match(/^\/a /gm)).toHaveLength(1);
  expect(reproductionText([compared('slim', times('/a'), times('/c'))])).toMatch(/^\/a (.|\n)*^\/c /m);
});

test('without records there is nothing to say', () => {
  expect(reproductionText([])).toBe('');
});
