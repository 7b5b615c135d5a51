import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { file, folder, seen, symlink, treeOf, wasted } from './tree.fixture.ts';

describe('a folder that files were just put into', () => {
  test.each<readonly [string, LayerEntry[], seen: string[], wasted: string[]]>([
    [
      'and that a file takes the place of, is made again for the next',
      [file('a/b/x', 1), file('a', 2), file('a/b/y', 3)],
      ['a/', 'a/b/', 'a/b/y 3'],
      ['a 2 0>0 replaced', 'a/b/x 1 0>0 replaced'],
    ],
    [
      'and that a link takes the place of, is where the link leads',
      [folder('c'), file('a/b/x', 1), symlink('a', 'c'), file('a/b/y', 3)],
      ['a -> c', 'c/', 'c/b/', 'c/b/y 3'],
      ['a/b/x 1 0>0 replaced'],
    ],
    [
      'through a link that is another one now, is where that one leads',
      [symlink('a', 'c'), file('a/x', 1), symlink('a', 'd'), file('a/y', 3)],
      ['a -> d', 'c/', 'c/x 1', 'd/', 'd/y 3'],
      [],
    ],
  ])('%s', (_, layer, files, gone) => {
    const tree = treeOf(layer);
    expect(seen(tree)).toEqual(files);
    expect(wasted(tree)).toEqual(gone);
  });
});
