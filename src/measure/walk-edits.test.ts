import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { FakeScript } from '../engine/fake/fake-engine.ts';
import {
  cell,
  editDeps,
  editSource,
  outcomes,
  privateCopy,
  removeFolders,
  troubleOf,
  walkedWithEdits,
} from './edited-walk.fixture.ts';

afterEach(removeFolders);

const all = (state: string): string[] =>
  ['alpine', 'slim'].flatMap((strategy) =>
    ['cold', 'edit-deps', 'edit-source', 'warm'].map((scenario) => `${strategy} ${scenario} ${state}`),
  );

describe('when everything goes well', () => {
  test('every edit counts: what it had to re-run ran again, and nothing else', async () => {
    const { samples, error } = await walkedWithEdits();
    expect(error).toBeUndefined();
    expect(outcomes(samples)).toEqual(all('built'));
    const counts = samples.map((sample) =>
      'facts' in sample
        ? `${sample.visit.scenario} ${sample.facts.stepsCached} cached of ${sample.facts.stepsTotal}, ${sample.facts.stepsExpectedCached} expected`
        : '',
    );
    expect([...new Set(counts)].toSorted()).toEqual([
      'cold 0 cached of 3, 0 expected',
      'edit-deps 0 cached of 3, 0 expected',
      'edit-source 1 cached of 3, 1 expected',
      'warm 3 cached of 3, 3 expected',
    ]);
  });

  test('the app is edited while the edited build goes on, and as it was for every other', async () => {
    const copy = privateCopy();
    const seen: string[][] = [];
    const onBuild = () => seen.push(['main.src', 'deps.txt', 'deps.lock'].map(copy.textOf));
    const { planned } = await walkedWithEdits({ onBuild }, { copy });
    expect(seen).toEqual(
      planned.visits.map(({ scenario, sequence }) => {
        const added = (by: string): string => (scenario === by ? `R1-1-${sequence}\n` : '');
        const deps = added('edit-deps');
        return [`revision 0\n${added('edit-source')}`, `a\n${deps}`, `a 1\n${deps}`];
      }),
    );
  });

  test('after each visit every file is as before, text and time', async () => {
    const copy = privateCopy();
    const states: unknown[] = [];
    const { samples } = await walkedWithEdits(
      {},
      { copy, onSample: async () => void states.push(copy.state()) },
    );
    expect(states).toEqual(samples.map(() => copy.untouched));
  });

  test('an edited image has a tag of its own and says what it was edited with: never the same twice', async () => {
    const { engine, planned } = await walkedWithEdits({}, { rounds: 2 });
    expect(engine.requests.map(({ tag }) => tag)).toEqual(
      planned.visits.map(
        ({ strategy, scenario }) =>
          `stagebench/go-${strategy}${scenario.startsWith('edit') ? '-edited' : ''}:r1`,
      ),
    );
    const labels = engine.requests.map((request) => request.labels['stagebench.edit']);
    expect(labels).toEqual(
      planned.visits.map(({ scenario, round, sequence }) =>
        scenario.startsWith('edit') ? `R1-${round}-${sequence}` : undefined,
      ),
    );
    expect(engine.requests.every((request) => request.labels['stagebench.run'] === 'R1')).toBe(true);
  });

  test('no edited image outlives its visit; the one that was proved stays, and is the one that is read', async () => {
    const tags: string[][] = [];
    const { images, engine } = await walkedWithEdits(
      {},
      { onSample: async (_, at) => void tags.push([...(await at.imagesWithLabel('stagebench.run=R1'))]) },
    );
    expect(new Set(tags.flat())).toEqual(new Set(['stagebench/go-alpine:r1', 'stagebench/go-slim:r1']));
    expect((await engine.imagesWithLabel('stagebench.run=R1')).toSorted()).toEqual([
      'stagebench/go-alpine:r1',
      'stagebench/go-slim:r1',
    ]);
    // The fake's layers are 1000, 2000 and 3000 bytes for each letter of the name: 7 letters, not 14.
    expect(images.find(({ variant }) => variant.strategy === 'slim')).toMatchObject({
      ...{ state: 'built', facts: { sizeBytes: 42_000 } },
    });
  });

  test('each cell’s first edited image is started once, in the first round and no other', async () => {
    const { log, engine } = await walkedWithEdits({}, { rounds: 3 });
    expect(log.filter((line) => line === 'starting the edited app')).toHaveLength(4);
    expect(log.filter((line) => line === 'starting the app')).toHaveLength(2);
    expect(await engine.containersWithLabel('stagebench.container=R1')).toEqual([]);
  });
});

describe('where no cold build is selected', () => {
  test('an unedited prime opens the chain, of which nothing is expected', async () => {
    const { samples, engine } = await walkedWithEdits({}, { scenarios: [editSource, editDeps] });
    const chain = ['prime edit-source', 'measure edit-source', 'measure edit-deps'];
    expect(samples.map(({ visit, state }) => `${visit.phase} ${visit.scenario} ${state}`)).toEqual(
      [...chain, ...chain].map((visit) => `${visit} built`),
    );
    const primes = samples.filter(({ visit }) => visit.phase === 'prime');
    expect(primes.map((sample) => 'facts' in sample && sample.facts.stepsExpectedCached)).toEqual([
      undefined,
      undefined,
    ]);
    const [prime, first] = engine.requests;
    expect([prime?.tag, prime?.labels]).toEqual([
      expect.stringMatching(/go-\w+:r1$/),
      { 'stagebench.run': 'R1' },
    ]);
    expect(first?.tag).toMatch(/-edited:r1$/);
  });

  test('the image that is proved and read is that of the prime', async () => {
    const { images, log } = await walkedWithEdits({}, { scenarios: [editDeps] });
    expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
    expect(log.indexOf('starting the app')).toBeLessThan(log.indexOf('starting the edited app'));
  });
});

describe('an edit that cannot be made', () => {
  const withoutSource = async () => {
    const copy = privateCopy();
    rmSync(path.join(copy.folder, 'main.src'));
    return walkedWithEdits(
      {
        changed:
          () =>
          ({ instruction }) =>
            !instruction.includes('nothing'),
      },
      { copy },
    );
  };

  test('fails its visit, is not built, and does not block the next scenario of the chain', async () => {
    const { samples, engine } = await withoutSource();
    expect(troubleOf(samples, 'slim edit-source')).toMatch(
      /^EDIT_FAILED: The source edit of .* failed: ENOENT/,
    );
    expect(troubleOf(samples, 'alpine edit-source')).toMatch(/^EDIT_FAILED: /);
    expect(outcomes(samples).filter((line) => line.includes('edit-deps'))).toEqual([
      'alpine edit-deps built',
      'slim edit-deps built',
    ]);
    expect(engine.requests).toHaveLength(6);
  });

  test('leaves the image of its variant as good as it was', async () => {
    const { images } = await withoutSource();
    expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
  });
});

describe('an edited build that fails', () => {
  test('fails its visit alone: the app is as it was, and the next edit is built', async () => {
    const { samples, copy, engine, images } = await walkedWithEdits({ failingBuilds: ['go-slim-edited'] });
    expect(copy.state()).toEqual(copy.untouched);
    expect(outcomes(samples).filter((line) => line.endsWith('failed'))).toEqual([
      'slim edit-deps failed',
      'slim edit-source failed',
    ]);
    for (const of of ['slim edit-source', 'slim edit-deps'])
      expect(troubleOf(samples, of)).toMatch(/^BUILD_FAILED: step \[deps 2\/3\] RUN install .* failed/);
    expect(engine.requests).toHaveLength(8);
    expect(images.map(({ state }) => state)).toEqual(['built', 'built']);
  });

  test('because what primes it failed is not built at all', async () => {
    const { samples, engine } = await walkedWithEdits({ failingBuilds: ['go-slim'] });
    expect(troubleOf(samples, 'slim edit-deps')).toBe(
      'BUILD_FAILED: not built: the build that primes it failed in this round',
    );
    expect(engine.requests).toHaveLength(5);
  });
});

describe('a run that ends in the middle of an edit leaves the app as it was', () => {
  test.each([3, 4])('interrupted in build %i', async (build) => {
    const controller = new AbortController();
    const copy = privateCopy();
    const during: unknown[] = [];
    const onBuild = (count: number) => {
      if (count !== build) return;
      during.push(copy.state());
      controller.abort();
    };
    const { samples } = await walkedWithEdits({ onBuild }, { copy, controller });
    expect(during).not.toEqual([copy.untouched]);
    expect(copy.state()).toEqual(copy.untouched);
    expect(samples.map(({ state }) => state)).toEqual([...Array<string>(build - 1).fill('built'), 'aborted']);
  });

  test('the engine is lost', async () => {
    const { samples, copy, error } = await walkedWithEdits({ buildsUntilLost: 2 });
    expect(copy.state()).toEqual(copy.untouched);
    expect(samples.map(({ visit, state }) => `${visit.scenario} ${state}`)).toEqual([
      ...['cold built', 'warm built', 'edit-source aborted'],
    ]);
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });

  test('interrupted while the edited image is being proved: what was measured is kept', async () => {
    const controller = new AbortController();
    const answer: FakeScript['answer'] = (image) => {
      if (!image.endsWith('-edited')) return { status: 200, body: '{"state":"ok"}' };
      controller.abort();
      return undefined;
    };
    const { samples, copy, error } = await walkedWithEdits({ answer }, { controller });
    expect(samples.map(({ visit, state }) => `${visit.scenario} ${state}`)).toEqual([
      ...['cold built', 'warm built', 'edit-source built'],
    ]);
    expect(copy.state()).toEqual(copy.untouched);
    expect(error).toMatchObject({ code: 'INTERRUPTED' });
  });
});

describe('an edit that is not proved by its steps is invalid, keeps its numbers, and names the step', () => {
  test('a step before it ran again', async () => {
    const { samples } = await walkedWithEdits({ neverCached: ['go-slim'] });
    expect(outcomes(samples).filter((line) => !line.endsWith('built'))).toEqual([
      'slim edit-source invalid',
      'slim warm invalid',
    ]);
    expect(troubleOf(samples, 'slim edit-source')).toBe(
      'CACHE_NOT_AS_DEMANDED: edit-source build: step [deps 2/3] RUN install the dependencies was executed',
    );
    expect(samples.find(({ visit }) => cell(visit) === 'slim edit-source')).toMatchObject({
      facts: { stepsTotal: 3, stepsCached: 0, stepsExpectedCached: 1 },
    });
  });

  test('nothing ran again: the edit was not in the context at all', async () => {
    const { samples } = await walkedWithEdits({ changed: () => () => false });
    expect(troubleOf(samples, 'alpine edit-deps')).toBe(
      'CACHE_NOT_AS_DEMANDED: edit-deps build: step [deps 2/3] RUN install the dependencies came from the cache (and 2 more)',
    );
    expect(outcomes(samples).filter((line) => line.endsWith('invalid'))).toHaveLength(4);
  });

  test('its edited image is removed all the same', async () => {
    const { engine } = await walkedWithEdits({ changed: () => () => false });
    expect(await engine.imagesWithLabel('stagebench.edit')).toEqual([]);
  });
});
