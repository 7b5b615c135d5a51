import { describe, expect, test } from 'vitest';
import { manifest } from '../../record/manifest.fixture.ts';
import type { RunManifest } from '../../record/manifest.ts';
import { buildRow as build } from '../../record/rows.fixture.ts';
import type { BuildRow } from '../../record/rows.ts';
import { quietNotes } from './quiet-notes.ts';

const notes = (builds: readonly BuildRow[], changes: Partial<RunManifest> = {}): string[] =>
  quietNotes({ manifest: { ...manifest, schema: 5, ...changes }, builds });

/** A build of go/slim/cold in a round, during which others used so much of a core. */
const used = (round: number, share: number, changes: Partial<BuildRow> = {}): BuildRow =>
  build({ round, foreign_cpu: share, ...changes });

test('a quiet machine: the median, the most, and how many visits were disturbed', () => {
  const builds = [
    used(1, 0.004),
    used(2, 0.002),
    used(3, 0.031),
    build({ phase: 'control', foreign_cpu: 0.002 }),
  ];
  expect(notes(builds)).toEqual([
    'the machine was quiet: others used 0.4 % of a core in the median build, 3 % at most; 0 of 3 visits disturbed',
  ]);
});

test('a visit that is too short for its counters says what it says, and nobody calls the machine quiet', () => {
  expect(notes([used(1, 0.01), used(2, 0.13)])).toEqual([
    'others used 7 % of a core in the median build, 13 % at most; 0 of 2 visits disturbed',
  ]);
});

describe('visits that were disturbed', () => {
  const disturbed = { state: 'disturbed' } as const;

  test('do not count for the median, and are told apart', () => {
    expect(notes([used(1, 0.01), used(2, 0.5, disturbed), used(3, 0.01), used(2, 0.02)])).toEqual([
      'the machine was not quiet all the time: others used 1 % of a core in the median build that counts, 2 % at most; ' +
        '1 of 4 visits were disturbed, by others that used more than 10 % of a core, up to 50 %: they do not count',
    ]);
  });

  test('are named with their rounds if no sample came in their place', () => {
    const other = { ...disturbed, strategy: 'alpine' };
    const builds = [
      ...[used(1, 0.3, disturbed), used(2, 0.2, disturbed), used(2, 0, other)],
      ...[used(1, 0.4, disturbed), used(2, 0.9, disturbed), used(2, 0, { strategy: 'alpine' })],
    ];
    expect(notes(builds).slice(1)).toEqual([
      'disturbed, and no sample in its place: go/slim/cold in rounds 1, 2',
    ]);
  });

  test('where nothing else was measured there is no median', () => {
    expect(notes([used(1, 0.3, disturbed)])[0]).toBe(
      'the machine was not quiet all the time: 1 of 1 visits were disturbed, by others that used more than 10 % of a core, ' +
        'up to 30 %: they do not count',
    );
  });
});

test('a control that was disturbed tells of the machine as much as a visit', () => {
  const control = (round: number, share: number) => used(round, share, { phase: 'control' });
  expect(notes([used(1, 0.01), control(1, 0.01), { ...control(2, 0.9), state: 'disturbed' }])).toEqual([
    'the machine was not quiet all the time: others used 1 % of a core in the median build, 1 % at most; ' +
      '0 of 1 visits disturbed; 1 of 2 builds of the control disturbed',
  ]);
  expect(notes([used(1, 0.01), control(1, 0.13)])[0]).toMatch(/^others used 1 %/);
});

test('visits of which it is not known are told beside the others', () => {
  expect(notes([used(1, 0.01), build({ round: 2 })])[0]).toMatch(
    /; 0 of 1 visits disturbed; of 1 more it is not known$/,
  );
});

test.each([
  [0.5, /more than 50 % of a core, up to 90 %/],
  [undefined, /more than 10 % of a core, up to 90 %/],
])('where others may use %s, that is the limit which is told', (othersMayUse, text) => {
  const changes = othersMayUse === undefined ? {} : { othersMayUse };
  expect(notes([used(1, 0.9, { state: 'disturbed' })], changes)[0]).toMatch(text);
});

test('what a hypervisor took away is told from a tenth of a core on', () => {
  expect(notes([used(1, 0, { steal: 0.1 })])).toHaveLength(1);
  expect(notes([used(1, 0, { steal: 0.3 })])[1]).toBe(
    'other virtual machines took up to 30 % of a core away from a visit',
  );
});

describe('where nothing is known', () => {
  test.each([
    ['docker', 'the engine is on another machine, or the control groups of its builds are not known'],
    [
      'private',
      'the private engine has no control group of its own; if an older version has started it, `npm run -s stagebench -- engine down` helps',
    ],
  ] as const)('a run on an engine of kind %s says so', (kind, why) => {
    expect(notes([build()], { engine: { ...manifest.engine, kind } })).toEqual([
      `whether other programs use the machine is not known: ${why}`,
    ]);
  });

  test('a run on a builder says so, whichever engine has the images', () => {
    const builtBy = { driver: 'remote', version: 'v0.26.2', nodes: 1, id: 'a', isMine: false };
    expect(notes([build()], { engine: { ...manifest.engine, kind: 'private', builtBy } })).toEqual([
      'whether other programs use the machine is not known: a builder builds, on whichever machine that is',
    ]);
  });

  test('a run of before says that nobody looked', () => {
    expect(notes([build()], { schema: 4 })).toEqual([
      'an older version recorded this run (schema 4): it made one build a visit, and did not look at what other programs used',
    ]);
  });

  test('the fake engine has no machine', () => {
    expect(notes([build()], { engine: { ...manifest.engine, kind: 'fake' } })).toEqual([]);
  });

  test('a run without a build has nothing to say', () => {
    expect(notes([build({ state: 'failed', wall_ms: undefined })])).toEqual([]);
  });
});
