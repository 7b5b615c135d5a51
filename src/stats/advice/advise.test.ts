import { describe, expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../../record/rows.ts';
import type { TimeComparison } from '../../domain/run/comparison.ts';
import type { CellComparison } from '../compare/compare-pairs.ts';
import { advise } from './advise.ts';
import type { Advice, AdviceRows } from './advice.ts';

const project = {
  name: 'shop',
  dockerfiles: {
    'shop/plain': { file: 'Dockerfile', lines: { 'RUN npm ci': 4, 'COPY . .': 3, 'RUN make': 6 } },
    'shop/slim': { file: 'docker/slim.Dockerfile', lines: { 'RUN --mount=type=cache,target=/c npm ci': 7 } },
  },
};

/** Steps of a build: instruction, and ms, or that it came from the cache. */
type Steps = Readonly<Record<string, number | 'cached'>>;

function rowsOf(
  cells: readonly (readonly [strategy: string, scenario: string, wallMs: number, steps: Steps])[],
  more: Partial<AdviceRows> = {},
): AdviceRows {
  const builds: BuildRow[] = [];
  const steps: StepRow[] = [];
  for (const [index, [strategy, scenario, wall_ms, own]] of cells.entries()) {
    const sequence = index + 1;
    builds.push(buildRow({ app: 'shop', strategy, scenario, sequence, wall_ms }));
    for (const [instruction, ms] of Object.entries(own))
      steps.push({
        ...{ sequence, stage: 'stage-0', instruction, cached: ms === 'cached' },
        duration_ms: ms === 'cached' ? 0 : ms,
      } as StepRow);
  }
  return {
    manifest: { ...manifest, project },
    builds,
    steps,
    images: [],
    layers: [],
    comparisons: [],
    ...more,
  };
}

const told = (rows: AdviceRows): string[] =>
  advise(rows).map(
    ({ variant, gain, says, file, line }: Advice) =>
      `${variant} ${gain.value} of ${gain.of} ${gain.unit} ${file ?? ''}:${line ?? ''} ${says}`,
  );

describe('the step that takes most of a cold build', () => {
  test('is told with its part of the median, and its line', () => {
    const cold = (ms: number) => ['plain', 'cold', ms + 2000, { 'RUN npm ci': ms, 'COPY . .': 100 }] as const;
    expect(told(rowsOf([cold(7000), cold(8000), cold(30_000)]))).toEqual([
      expect.stringMatching(
        /^shop\/plain 8000 of 10000 ms Dockerfile:4 no step of a cold build takes longer than `RUN npm ci`/,
      ),
    ]);
  });

  test('is told once of variants that have it in common, and not at all where none stands out', () => {
    const both = rowsOf([
      ['plain', 'cold', 10_000, { 'RUN make': 8000 }],
      ['slim', 'cold', 10_000, { 'RUN make': 9000 }],
    ]);
    expect(told(both)).toEqual([expect.stringMatching(/^shop\/slim 9000/)]);
    expect(told(rowsOf([['plain', 'cold', 10_000, { 'RUN make': 2000, 'RUN npm ci': 2500 }]]))).toEqual([]);
  });

  test('is not told where it copies: a cache would hold nothing', () => {
    expect(told(rowsOf([['plain', 'cold', 10_000, { 'COPY . .': 9000, 'RUN make': 500 }]]))).toEqual([]);
  });

  test('is not told where it has a cache already', () => {
    expect(
      told(rowsOf([['slim', 'cold', 10_000, { 'RUN --mount=type=cache,target=/c npm ci': 9000 }]])),
    ).toEqual([]);
  });

  test('is not told where it would gain less than a person notices', () => {
    expect(told(rowsOf([['plain', 'cold', 200, { 'RUN make': 190 }]]))).toEqual([]);
  });
});

describe('a step that an edit re-runs', () => {
  test('though another variant keeps the same command, is told with the place of that one', () => {
    const rows = rowsOf([
      ['plain', 'edit-source', 5000, { 'COPY . .': 50, 'RUN npm ci': 4000, 'RUN make': 500 }],
      ['slim', 'edit-source', 900, { 'RUN --mount=type=cache,target=/c npm ci': 'cached', 'RUN make': 500 }],
    ]);
    expect(told(rows)).toEqual([
      'shop/plain 4000 of 5000 ms Dockerfile:4 edit-source re-runs `RUN npm ci`: shop/slim keeps it (docker/slim.Dockerfile:7)',
    ]);
  });

  test('is told of one variant alone if it installs what the manifest names; of no other command is that known', () => {
    const rows = rowsOf([['plain', 'edit-source', 5000, { 'RUN npm ci': 3000, 'RUN make': 1900 }]]);
    expect(told(rows)).toEqual([
      expect.stringMatching(/^shop\/plain 3000 .*`RUN npm ci`: it needs the manifest and the lockfile alone/),
    ]);
    expect(
      told(rowsOf([['plain', 'edit-source', 5000, { 'RUN npm ci': 'cached', 'RUN make': 1900 }]])),
    ).toEqual([]);
  });

  test('is not told of one that builds in the same step, which needs the sources; cleaning up does not', () => {
    const saysOf = (command: string) =>
      told(rowsOf([['plain', 'edit-source', 5000, { [command]: 3000 }]])).length;
    expect(saysOf('RUN pnpm install --offline && pnpm build')).toBe(0);
    expect(saysOf('RUN npm ci && npm cache clean --force && rm -rf /tmp/x')).toBe(1);
  });

  test.each(['uv sync --frozen', 'poetry install --only main', 'pip install -r requirements.txt -e .'])(
    'is not told of one that installs the project itself, which needs the sources: %s',
    (command) => {
      const tellsOf = (text: string) =>
        told(rowsOf([['plain', 'edit-source', 5000, { [`RUN ${text}`]: 3000 }]])).length;
      expect([
        tellsOf(command),
        tellsOf('uv sync --no-install-project'),
        tellsOf('poetry install --no-root'),
      ]).toEqual([0, 1, 1]);
    },
  );

  test('and installs the project itself gains what another variant keeps, less what the project takes there', () => {
    const rows = rowsOf([
      ['plain', 'edit-source', 5000, { 'RUN uv sync --frozen': 4000 }],
      [
        ...(['slim', 'edit-source', 900] as const),
        {
          'RUN --mount=type=cache,target=/c uv sync --frozen --no-install-project': 'cached',
          'RUN uv sync --frozen --no-editable': 500,
        },
      ],
    ]);
    expect(told(rows)).toEqual([
      'shop/plain 3500 of 5000 ms Dockerfile: edit-source re-runs `RUN uv sync --frozen`: shop/slim keeps what the project depends on (docker/slim.Dockerfile)',
    ]);
  });

  test('counts only in builds that count', () => {
    const rows = rowsOf([['plain', 'edit-source', 5000, { 'RUN npm ci': 3000 }]]);
    expect(
      told({ ...rows, builds: rows.builds.map((row) => ({ ...row, state: 'invalid' as const })) }),
    ).toEqual([]);
  });
});

const image = (strategy: string, said: Partial<ImageRow>): ImageRow =>
  imageRow({ app: 'shop', strategy, state: 'built', ...said });

test('a step of a cold build, of which no gain was measured, stands behind the gains that were', () => {
  const rows = rowsOf([
    ['plain', 'cold', 10_000, { 'RUN make': 9000 }],
    ['plain', 'edit-source', 5000, { 'RUN npm ci': 1000 }],
  ]);
  expect(advise(rows).map(({ gain, isBound }) => [gain.value, isBound])).toEqual([
    [1000, undefined],
    [9000, true],
  ]);
});

test('bytes that a later step replaces or removes are told with the step that wrote them', () => {
  const layer = (created_by: string, waste_bytes: number, own = true) =>
    ({ app: 'shop', strategy: 'plain', created_by, waste_bytes, own }) as LayerRow;
  const rows = rowsOf([], {
    images: [image('plain', { size_bytes: 100e6, base_bytes: 20e6, own_bytes: 80e6 })],
    layers: [
      layer('RUN |1 A=b /bin/sh -c npm ci # buildkit', 30e6),
      layer('COPY . . # buildkit', 1000),
      layer('RUN /bin/sh -c of the base # buildkit', 50e6, false),
    ],
  });
  expect(told(rows)).toEqual([
    expect.stringMatching(
      /^shop\/plain 30000000 of 80000000 bytes Dockerfile:4 the image still has what `RUN npm ci` writes/,
    ),
  ]);
});

test('bytes that nobody needs in an image that is run are told by what they are, with a folder of them', () => {
  const layer = (created_by: string, more: Partial<LayerRow>) =>
    ({ app: 'shop', strategy: 'plain', own: true, waste_bytes: 0, created_by, ...more }) as LayerRow;
  const paths = '/app/node_modules/eslint /root/.npm/_cacache';
  const rows = rowsOf([], {
    images: [image('plain', { size_bytes: 100e6, base_bytes: 20e6, own_bytes: 80e6 })],
    layers: [
      layer('COPY . . # buildkit', { git_bytes: 10e6, cache_bytes: 0, needless_paths: '/app/.git' }),
      layer('RUN /bin/sh -c npm ci # buildkit', {
        ...{ cache_bytes: 30e6, development_bytes: 40e6, git_bytes: 0, needless_paths: paths },
      }),
      layer('RUN /bin/sh -c of the base # buildkit', { own: false, cache_bytes: 20e6, needless_paths: '/c' }),
      layer('RUN of a run of before', {}),
    ],
  });
  expect(told(rows)).toEqual([
    expect.stringMatching(
      /^shop\/plain 40000000 of 80000000 bytes Dockerfile:4 the image has packages of `RUN npm ci` .*\(\/app\/node_modules\/eslint, …\)/,
    ),
    expect.stringMatching(
      /^shop\/plain 30000000 .*:4 .* cache that `RUN npm ci` fills \(\/root\/\.npm\/_cacache\)/,
    ),
    expect.stringMatching(
      /^shop\/plain 10000000 .*:3 the image has the \/app\/\.git that `COPY \. \.` brings/,
    ),
  ]);
});

describe('a variant that is better', () => {
  const images = [
    image('plain', { size_bytes: 900e6, base_bytes: 850e6, own_bytes: 50e6, base_ref: 'node:24' }),
    image('slim', { size_bytes: 300e6, base_bytes: 250e6, own_bytes: 50e6, base_ref: 'node:24-slim' }),
  ];
  const against = (scenario: string, kind: 'faster' | 'slower' | 'same', medianMs: number): CellComparison =>
    ({
      cell: { app: 'shop', strategy: 'slim', scenario },
      baseline: { app: 'shop', strategy: 'plain', scenario },
      time: { medianMs, baselineMedianMs: 5000, verdict: { kind } } as TimeComparison,
    }) as CellComparison;

  test('in size and time is told with both', () => {
    const comparisons = [against('cold', 'faster', 3000), against('warm', 'same', 4900)];
    expect(told(rowsOf([], { images, comparisons }))).toEqual([
      'shop/plain 600000000 of 900000000 bytes Dockerfile: shop/slim is better in size and time: 600 MB less, and cold takes 2.00 s less',
    ]);
  });

  test.each([
    ['is slower somewhere', [against('cold', 'faster', 3000), against('warm', 'slower', 9000)]],
    ['was not shown to be faster', [against('cold', 'same', 4900)]],
  ])('in size, and %s, has the smaller base and no more', (_, comparisons) => {
    expect(told(rowsOf([], { images, comparisons }))).toEqual([
      'shop/plain 600000000 of 900000000 bytes Dockerfile: its base node:24 (850 MB) is larger than the app (50.0 MB): shop/slim works on node:24-slim (250 MB)',
    ]);
  });

  test('is not said to work where nothing was started', () => {
    const unstarted = images.map((one) => ({ ...one, healthy: undefined }));
    expect(told(rowsOf([], { images: unstarted, comparisons: [] }))).toEqual([
      expect.stringMatching(/: shop\/slim is built on node:24-slim \(250 MB\)$/),
    ]);
  });

  test('is none where an image does not work', () => {
    const [plain, slim] = images;
    const broken = [...(plain ? [plain] : []), ...(slim ? [{ ...slim, state: 'unhealthy' as const }] : [])];
    expect(told(rowsOf([], { images: broken }))).toEqual([]);
  });
});

test('the largest part comes first, and seven are enough', () => {
  const cells = Array.from(
    { length: 10 },
    (_, index) =>
      [`v${index}`, 'edit-source', 10_000, { [`RUN npm ci # ${index}`]: 1000 * (index + 1) }] as const,
  );
  expect(advise(rowsOf(cells)).map(({ variant }) => variant)).toEqual(
    [9, 8, 7, 6, 5, 4, 3].map((index) => `shop/v${index}`),
  );
});
