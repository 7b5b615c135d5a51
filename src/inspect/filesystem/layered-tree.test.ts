import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { sizesOf } from './largest.ts';
import { fifo, file, folder, opaque, seen, symlink, treeOf, wasted, whiteout } from './tree.fixture.ts';

type Case = readonly [string, layers: LayerEntry[][], seen: string[], wasted: string[]];

describe('a process sees what the layers make together, and the rest is wasted', () => {
  test.each<Case>([
    ['nothing of no layer', [], [], []],
    ['nothing of layers without entries', [[], []], [], []],
    ['a file of each layer', [[file('a', 1)], [file('b', 2)]], ['a 1', 'b 2'], []],
    ['folders that no layer names', [[file('a/b/c', 1)]], ['a/', 'a/b/', 'a/b/c 1'], []],
    ['a replaced file', [[file('a', 10)], [file('a', 3)]], ['a 3'], ['a 10 0>1 replaced']],
    [
      'a file that was replaced twice',
      [[file('a', 10)], [file('a', 3)], [file('a', 5)]],
      ['a 5'],
      ['a 10 0>1 replaced', 'a 3 1>2 replaced'],
    ],
    [
      'a copy for other permissions',
      [[file('a', 10)], [file('a', 10, { mode: 0o600 })]],
      ['a 10'],
      ['a 10 0>1 replaced'],
    ],
    ['one file twice in a layer', [[file('a', 10), file('a', 3)]], ['a 3'], ['a 10 0>0 replaced']],
    ['a removed file', [[file('d/a', 10)], [whiteout('d/a')]], ['d/'], ['d/a 10 0>1 removed']],
    [
      'a removed file that comes back',
      [[file('a', 10)], [whiteout('a')], [file('a', 4)]],
      ['a 4'],
      ['a 10 0>1 removed'],
    ],
    [
      'a removed file that comes back in the same layer',
      [[file('a', 10)], [whiteout('a'), file('a', 4)]],
      ['a 4'],
      ['a 10 0>1 removed'],
    ],
    [
      'the same with the whiteout last',
      [[file('a', 10)], [file('a', 4), whiteout('a')]],
      ['a 4'],
      ['a 10 0>1 removed'],
    ],
    [
      'a removed folder',
      [[file('d/a', 10), file('d/e/b', 20)], [whiteout('d')]],
      [],
      ['d/a 10 0>1 removed', 'd/e/b 20 0>1 removed'],
    ],
    [
      'a removed folder with files of two layers',
      [[file('d/a', 10)], [file('d/b', 20)], [whiteout('d')]],
      [],
      ['d/a 10 0>2 removed', 'd/b 20 1>2 removed'],
    ],
    [
      'a removed folder that comes back',
      [[file('d/a', 10)], [whiteout('d'), folder('d'), file('d/b', 2)]],
      ['d/', 'd/b 2'],
      ['d/a 10 0>1 removed'],
    ],
    [
      'an opaque folder',
      [
        [file('d/a', 10), file('e', 1)],
        [folder('d'), opaque('d'), file('d/b', 2)],
      ],
      ['d/', 'd/b 2', 'e 1'],
      ['d/a 10 0>1 removed'],
    ],
    [
      'an opaque folder, told last',
      [[file('d/a', 10)], [file('d/a', 2), opaque('d')]],
      ['d/', 'd/a 2'],
      ['d/a 10 0>1 removed'],
    ],
    [
      'an opaque root',
      [
        [file('d/a', 10), file('e', 1)],
        [opaque(''), file('f', 2)],
      ],
      ['f 2'],
      ['d/a 10 0>1 removed', 'e 1 0>1 removed'],
    ],
    [
      'an opaque folder over none',
      [[file('a', 1)], [opaque('d'), file('d/b', 2)]],
      ['a 1', 'd/', 'd/b 2'],
      [],
    ],
    [
      'a folder in the place of a file',
      [[file('a', 10)], [folder('a'), file('a/b', 1)]],
      ['a/', 'a/b 1'],
      ['a 10 0>1 replaced'],
    ],
    [
      'a folder that nobody names in the place of a file',
      [[file('a', 10)], [file('a/b', 1)]],
      ['a/', 'a/b 1'],
      ['a 10 0>1 replaced'],
    ],
    [
      'a file in the place of a folder',
      [[file('a/b', 10), file('a/c/d', 20)], [file('a', 1)]],
      ['a 1'],
      ['a/b 10 0>1 replaced', 'a/c/d 20 0>1 replaced'],
    ],
    [
      'a folder over a folder, which hides nothing',
      [
        [folder('d'), file('d/a', 1)],
        [folder('d', 0o700), file('d/b', 2)],
      ],
      ['d/', 'd/a 1', 'd/b 2'],
      [],
    ],
    [
      'a symbolic link in the place of a file',
      [[file('a', 10), file('b', 1)], [symlink('a', 'b')]],
      ['a -> b', 'b 1'],
      ['a 10 0>1 replaced'],
    ],
    [
      'a folder in the place of a symbolic link',
      [
        [file('d/a', 10), symlink('l', 'd')],
        [folder('l'), file('l/b', 1)],
      ],
      ['d/', 'd/a 10', 'l/', 'l/b 1'],
      [],
    ],
    [
      'things without bytes, which waste nothing',
      [[file('a', 0), fifo('p'), symlink('l', 'x'), folder('d')], ['a', 'p', 'l', 'd'].map(whiteout)],
      [],
      [],
    ],
    [
      'a file that is removed and whose place is not taken by its like',
      [[file('ab', 10), file('a', 1)], [whiteout('a')]],
      ['ab 10'],
      ['a 1 0>1 removed'],
    ],
  ])('%s', (_, layers, visible, hidden) => {
    const tree = treeOf(...layers);
    expect(seen(tree)).toEqual(visible);
    expect(wasted(tree)).toEqual(hidden);
  });

  test('what is not wasted is seen: all bytes are one or the other', () => {
    const layers = [
      [file('a', 1), file('d/b', 2), file('d/e/c', 4)],
      [file('a', 8), opaque('d'), file('d/b', 16)],
      [whiteout('d'), file('d', 32), file('d', 64)],
    ];
    const tree = treeOf(...layers);
    const visible = Array.from(tree.files(), ({ entry }) => entry.size).reduce((sum, size) => sum + size, 0);
    const hidden = tree.wasted.reduce((sum, { bytes }) => sum + bytes, 0);
    expect([visible, hidden]).toEqual([8 + 64, 1 + 2 + 4 + 16 + 32]);
  });
});

describe('a file is told', () => {
  const tree = treeOf([folder('d', 0o755), file('d/a', 1)], [folder('d', 0o711), file('d/b', 1)]);
  const byPath = new Map(Array.from(tree.files(), (one) => [one.path, one]));

  test('with the layer that shipped it', () => {
    expect([...byPath].map(([path, { layer }]) => [path, layer]).sort()).toEqual([
      ['d', 1],
      ['d/a', 0],
      ['d/b', 1],
    ]);
  });

  test('with the permissions it has in the end', () => {
    expect(byPath.get('d')?.entry.mode).toBe(0o711);
  });

  test('after the folders it is in', () => {
    const paths = Array.from(
      treeOf([file('a/b/c/d', 1), file('a/b/e', 1), file('f/g', 1)]).files(),
      ({ path }) => path,
    );
    for (const path of paths.filter((each) => each.includes('/')))
      expect(paths.indexOf(path.replace(/\/[^/]+$/, ''))).toBeLessThan(paths.indexOf(path));
    expect(paths).toHaveLength(7);
  });

  test('by the root’s entry too, which is not among the names', () => {
    const rooted = treeOf([{ ...folder('', 0o700) }, file('a', 1)]);
    expect(rooted.lookup('')?.entry.mode).toBe(0o700);
    expect(seen(rooted)).toEqual(['a 1']);
  });
});

describe('whiteouts that hide nothing are told', () => {
  test.each<readonly [string, LayerEntry[][], string[]]>([
    ['of what never was', [[file('a', 1)], [whiteout('b')]], ['.wh.b']],
    ['in a folder that never was', [[], [whiteout('d/e/b')]], ['d/e/.wh.b']],
    ['of what was removed before', [[file('a', 1)], [whiteout('a')], [whiteout('a')]], ['.wh.a']],
    ['of a file of their own layer', [[file('a', 1), whiteout('a')]], ['.wh.a']],
    ['of what is below a file', [[file('a', 1)], [whiteout('a/b')]], ['a/.wh.b']],
    ['but not an opaque folder that is new', [[folder('d'), opaque('d')]], []],
    ['but not one that hides something', [[file('a', 1)], [whiteout('a')]], []],
    ['nor what aufs left', [[file('.wh..wh.aufs', 0), file('.wh..wh.plnk/1', 0)]], []],
  ])('%s', (_, layers, idle) => {
    const tree = treeOf(...layers);
    expect(tree.oddities).toEqual({ idleWhiteouts: idle, brokenLinks: [] });
    expect(seen(tree).join()).not.toContain('.wh.');
  });
});

test('folders inside folders, a thousand deep and two thousand times, are no burden', () => {
  const deep = 'd/'.repeat(1000);
  const layer = Array.from({ length: 2000 }, (_, index) => file(`${deep}${index % 10}/f${index}`, 1));
  const tree = treeOf(layer, [whiteout('d')]);
  expect(tree.wasted).toHaveLength(2000);
  expect(seen(tree)).toEqual([]);
});

describe('paths of two thousand folders', () => {
  const deep = (top: string, name: string) => file(`${top}/${'a/'.repeat(2000)}${name}`, 1);

  test('are counted in one go if they share their folders', () => {
    const tree = treeOf(Array.from({ length: 1000 }, (_, index) => deep('top', `f${index}`)));
    const { rootfsBytes, largestFolders } = sizesOf(tree.files(), 3);
    expect(rootfsBytes).toBe(1000);
    expect(largestFolders.map(({ path, bytes }) => `${path} ${bytes}`)).toEqual([
      ...['/top 1000', '/top/a 1000', '/top/a/a 1000'],
    ]);
  });

  test('are refused if they leave out more folders than can be held', () => {
    const layer = Array.from({ length: 260 }, (_, index) => deep(String(index), 'f'));
    expect(() => treeOf(layer)).toThrow(expect.objectContaining({ code: 'ARCHIVE_TOO_LARGE' }));
  });
});
