import { describe, expect, test } from 'vitest';
import type { DifferingPath } from '../../domain/image/reproduction.ts';
import type { HistoryStep } from '../contents/layer-history.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { compareBuilds } from './compare-builds.ts';
import { file, folder } from './layer-entries.fixture.ts';

type Layers = Readonly<Record<string, readonly LayerEntry[]>>;

const later = { mtime: 1_700_000_060 };

/** As many steps as layers, unless told otherwise: `-` is a step without a layer. */
function stepsOf(count: number, pattern = '+'.repeat(count)): HistoryStep[] {
  let layer = 0;
  return Array.from(pattern, (step) => ({ createdBy: '', ...(step === '+' && { layer: layer++ }) }));
}

/** Compares builds whose layers are given by their diffIDs; a layer that is in both is not there to be read. */
async function compared(first: Layers, second: Layers, patterns: readonly [string?, string?] = []) {
  const read: string[] = [];
  const opened: string[] = [];
  const build = (layers: Layers, imageId: string) => ({ imageId, diffIds: Object.keys(layers) });
  const builds = [build(first, 'sha256:1'), build(second, 'sha256:2')] as const;
  const comparison = await compareBuilds(...builds, async () => {
    opened.push('opened');
    return {
      histories: [
        stepsOf(builds[0].diffIds.length, patterns[0]),
        stepsOf(builds[1].diffIds.length, patterns[1]),
      ],
      entriesOf: async (diffId) => {
        read.push(diffId);
        const entries = diffId in first ? first[diffId] : second[diffId];
        if (entries === undefined || (diffId in first && diffId in second))
          throw new Error(`${diffId} need not be read`);
        return entries;
      },
    };
  });
  return { comparison, read, opened };
}

const told = ({ path, what, layer }: DifferingPath): string => `${layer} ${path} ${what}`;

describe('builds with the same layers', () => {
  test('are identical, and nothing is read', async () => {
    const { comparison, opened } = await compared({ base: [], app: [] }, { base: [], app: [] });
    expect(comparison).toEqual({ state: 'identical', sameId: false });
    expect(opened).toEqual([]);
  });

  test('may be one image', async () => {
    const build = { imageId: 'sha256:1', diffIds: ['a'] };
    expect(await compareBuilds(build, build, () => Promise.reject(new Error('not to be read')))).toEqual({
      ...{ state: 'identical', sameId: true },
    });
  });
});

describe('builds with different layers', () => {
  test('are read only where they differ', async () => {
    const layers = (own: string, content: string): Layers => ({
      base: [],
      [own]: [file('app', content)],
      top: [],
    });
    const { comparison, read } = await compared(layers('one', '1'), layers('two', '2'));
    expect(read).toEqual(['one', 'two']);
    expect(comparison).toEqual({
      ...{ state: 'different', layers: 1, filesContent: 1, filesMetadata: 0, filesOnlyInOne: 0 },
      ...{ onlyTimes: false, firstPaths: [{ path: '/app', what: 'content', layer: 1 }] },
    });
  });

  test('have equal files if only the order is another', async () => {
    const entries = [folder('a'), file('a/b', 'b')];
    const { comparison } = await compared({ one: entries }, { two: entries.toReversed() });
    expect(comparison).toEqual({ state: 'same-files', layers: 1 });
  });

  test('may be the same but for times', async () => {
    const { comparison } = await compared(
      { one: [folder('a'), file('a/b', 'b')] },
      { two: [folder('a', later), file('a/b', 'b', later)] },
    );
    expect(comparison).toMatchObject({ onlyTimes: true, filesMetadata: 2, filesContent: 0 });
  });

  test('are not the same but for times if one mode is another', async () => {
    const { comparison } = await compared(
      { one: [folder('a'), file('a/b', 'b')] },
      { two: [folder('a', later), file('a/b', 'b', { mode: 0o600 })] },
    );
    expect(comparison).toMatchObject({ onlyTimes: false, filesMetadata: 2 });
  });

  test('count a path once, by the gravest of its differences', async () => {
    const { comparison } = await compared(
      { a1: [folder('etc')], b1: [folder('etc'), file('etc/x', '1')], c1: [file('etc/x', '1')] },
      {
        a2: [folder('etc', later)],
        b2: [folder('etc', later), file('etc/x', '1', later)],
        c2: [file('etc/x', '2')],
      },
    );
    expect(comparison).toMatchObject({ layers: 3, filesContent: 1, filesMetadata: 1 });
    expect(comparison.state === 'different' && comparison.firstPaths.map(told)).toEqual([
      ...['2 /etc/x content', '0 /etc time'],
    ]);
  });

  test('name paths as people can read them', async () => {
    const { comparison } = await compared(
      { one: [file('a\nb\u00ff', '1')] },
      { two: [file('a\nb\u00ff', '2')] },
    );
    expect(comparison.state === 'different' && comparison.firstPaths[0]?.path).toBe('/a\\x0ab\\xff');
  });
});

describe('layers are paired by the steps that made them', () => {
  test('a step that changed nothing in one build does not shift the others', async () => {
    const { comparison, read } = await compared(
      { base: [], log: [file('log', 'x')], app1: [file('app', '1')] },
      { base: [], app2: [file('app', '1', later)] },
      ['+-++', '+--+'],
    );
    expect(read.toSorted()).toEqual(['app1', 'app2', 'log']);
    expect(comparison).toMatchObject({ layers: 2, filesMetadata: 1, filesOnlyInOne: 1, filesContent: 0 });
    expect(comparison.state === 'different' && comparison.firstPaths.map(told)).toEqual([
      ...['2 /log only in first', '3 /app time'],
    ]);
  });

  test('what a longer build has at its end is only in that one', async () => {
    const { comparison } = await compared({ base: [] }, { base: [], more: [file('more', 'x')] });
    expect(comparison).toMatchObject({
      ...{ layers: 1, filesOnlyInOne: 1, firstPaths: [{ path: '/more', what: 'only in second', layer: 1 }] },
    });
  });
});

describe('of many paths the first are named', () => {
  const many = (count: number, content: string, changes = {}): LayerEntry[] =>
    Array.from({ length: count }, (_, index) => file(`f${String(index).padStart(4, '0')}`, content, changes));

  test('twenty of one kind, in their order', async () => {
    const { comparison } = await compared(
      { one: many(1000, 'x').toReversed() },
      { two: many(1000, 'x', later) },
    );
    expect(comparison).toMatchObject({ filesMetadata: 1000, onlyTimes: true });
    expect(comparison.state === 'different' && comparison.firstPaths.map(({ path }) => path)).toEqual(
      Array.from({ length: 20 }, (_, index) => `/f${String(index).padStart(4, '0')}`),
    );
  });

  test('those of the largest kind first, and none of the kinds is left out', async () => {
    const { comparison } = await compared(
      { one: [...many(1000, 'x'), file('a', '1'), file('b', ''), file('c', '')] },
      { two: [...many(1000, 'x', later), file('a', '2')] },
    );
    expect(
      comparison.state === 'different' && comparison.firstPaths.map(({ path, what }) => `${path} ${what}`),
    ).toEqual([
      ...Array.from({ length: 17 }, (_, index) => `/f${String(index).padStart(4, '0')} time`),
      ...['/b only in first', '/c only in first', '/a content'],
    ]);
  });
});
