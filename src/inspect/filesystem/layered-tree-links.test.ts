import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { file, folder, hardLink, opaque, seen, symlink, treeOf, wasted, whiteout } from './tree.fixture.ts';

describe('a file with several names', () => {
  const names = [file('a', 10), hardLink('b', 'a'), hardLink('d/c', 'b')];

  test.each<readonly [string, LayerEntry[][], seen: string[], wasted: string[]]>([
    ['is seen by each of them', [names], ['a 10', 'b 10', 'd/', 'd/c 10'], []],
    ['is not wasted while it has one', [names, [whiteout('a'), file('b', 1)]], ['b 1', 'd/', 'd/c 10'], []],
    [
      'is wasted with the last, once',
      [names, [whiteout('a')], [whiteout('d')], [whiteout('b')]],
      [],
      ['b 10 0>3 removed'],
    ],
    [
      'is wasted where all names go in one layer',
      [names, [whiteout('a'), whiteout('b'), file('d', 1)]],
      ['d 1'],
      ['d/c 10 0>1 replaced'],
    ],
    [
      'may get one in a later layer',
      [[file('a', 10)], [hardLink('b', 'a'), whiteout('x')], [whiteout('a')]],
      ['b 10'],
      [],
    ],
    [
      'may have one over another file',
      [[file('a', 10), file('b', 3)], [hardLink('b', 'a')]],
      ['a 10', 'b 10'],
      ['b 3 0>1 replaced'],
    ],
    [
      'may have one over itself',
      [
        [file('a', 10), hardLink('b', 'a')],
        [hardLink('b', 'a'), hardLink('a', 'a')],
      ],
      ['a 10', 'b 10'],
      [],
    ],
    [
      'is copied with all its names when it changes',
      [
        [file('a', 10), hardLink('b', 'a')],
        [file('a', 11), hardLink('b', 'a')],
      ],
      ['a 11', 'b 11'],
      ['b 10 0>1 replaced'],
    ],
    ['may take the place of the folder it was in', [[file('d/a', 10)], [hardLink('d', 'd/a')]], ['d 10'], []],
    ['may be a symbolic link', [[symlink('l', 'x'), hardLink('m', 'l')]], ['l -> x', 'm -> x'], []],
    [
      'may be named through a symbolic link',
      [[symlink('lib', 'usr/lib'), file('usr/lib/a', 10), hardLink('b', 'lib/a')], [whiteout('usr/lib/a')]],
      ['b 10', 'lib -> usr/lib', 'usr/', 'usr/lib/'],
      [],
    ],
  ])('%s', (_, layers, visible, hidden) => {
    const tree = treeOf(...layers);
    expect(seen(tree)).toEqual(visible);
    expect(wasted(tree)).toEqual(hidden);
    expect(tree.oddities.brokenLinks).toEqual([]);
  });

  test('has one number, which nothing else has', () => {
    const numbers = Array.from(
      treeOf([...names, file('e', 10)]).files(),
      ({ path, inode }) => [path, inode] as const,
    );
    const byPath = new Map(numbers);
    expect(byPath.get('b')).toBe(byPath.get('a'));
    expect(byPath.get('d/c')).toBe(byPath.get('a'));
    expect(new Set(byPath.values()).size).toBe(3);
  });
});

describe('a hard link that cannot be made is told, and is not there', () => {
  test.each<readonly [string, LayerEntry[][], seen: string[]]>([
    ['to what is nowhere', [[hardLink('a', 'none')]], []],
    ['to what comes later', [[hardLink('a', 'b'), file('b', 1)]], ['b 1']],
    ['to what was removed', [[file('b', 0)], [whiteout('b'), hardLink('a', 'b')]], []],
    ['to a folder', [[folder('d'), hardLink('a', 'd')]], ['d/']],
    ['to the root', [[hardLink('a', '')]], []],
    ['to itself', [[hardLink('a', 'a')]], []],
    ['in the place of something, which stays', [[file('a', 5)], [hardLink('a', 'none')]], ['a 5']],
  ])('%s', (_, layers, visible) => {
    const tree = treeOf(...layers);
    expect(seen(tree)).toEqual(visible);
    expect(tree.oddities.brokenLinks).toEqual(['a']);
    expect(tree.wasted).toEqual([]);
  });
});

type Case = readonly [string, LayerEntry[][], seen: string[], wasted: string[]];

describe('what is shipped below a symbolic link of its own layer goes where it leads', () => {
  test.each<Case>([
    [
      'to a folder',
      [[file('usr/lib/x', 10), symlink('lib', 'usr/lib'), file('lib/x', 3), file('lib/y', 1)]],
      ['lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/x 3', 'usr/lib/y 1'],
      ['usr/lib/x 10 0>0 replaced'],
    ],
    [
      'to a folder of a lower layer',
      [[file('usr/lib/x', 10)], [symlink('lib', 'usr/lib'), file('lib/x', 3)]],
      ['lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/x 3'],
      ['usr/lib/x 10 0>1 replaced'],
    ],
    [
      'to a folder, like the link of a lower layer whose place it takes',
      [
        [symlink('lib', 'usr/lib'), file('usr/lib/x', 10)],
        [symlink('lib', 'usr/lib'), file('lib/y', 1)],
      ],
      ['lib -> usr/lib', 'usr/', 'usr/lib/', 'usr/lib/x 10', 'usr/lib/y 1'],
      [],
    ],
    [
      'to the root and from there',
      [[symlink('a/l', '/b'), file('b/x', 1), file('a/l/y', 2)]],
      ['a/', 'a/l -> /b', 'b/', 'b/x 1', 'b/y 2'],
      [],
    ],
    [
      'upwards',
      [[folder('a/b'), symlink('a/b/up', '..'), file('a/b/up/x', 2)]],
      ['a/', 'a/b/', 'a/b/up -> ..', 'a/x 2'],
      [],
    ],
    [
      'beyond the root, which is the root',
      [[symlink('l', '../../..'), file('l/x', 2)]],
      ['l -> ../../..', 'x 2'],
      [],
    ],
    [
      'in several steps',
      [[symlink('l', 'm'), symlink('m', 'd'), folder('d'), file('l/x/y', 2)]],
      ['d/', 'd/x/', 'd/x/y 2', 'l -> m', 'm -> d'],
      [],
    ],
    [
      'to a folder that is made for it',
      [[symlink('l', 'none'), file('l/x', 2)]],
      ['l -> none', 'none/', 'none/x 2'],
      [],
    ],
    [
      'unless it leads to itself: then it becomes a folder',
      [[symlink('l', 'l'), file('l/x', 2)]],
      ['l/', 'l/x 2'],
      [],
    ],
  ])('%s', (_, layers, visible, hidden) => {
    const tree = treeOf(...layers);
    expect(seen(tree)).toEqual(visible);
    expect(wasted(tree)).toEqual(hidden);
  });
});

// bench/itg/linked-folders.test.itg.ts asks engines.
describe('a symbolic link of a lower layer is hidden by a folder', () => {
  test.each<Case>([
    [
      'for what is shipped below it',
      [
        [symlink('lib', 'usr/lib'), file('usr/lib/x', 10)],
        [file('lib/x', 3), file('lib/y', 1)],
      ],
      ['lib/', 'lib/x 3', 'lib/y 1', 'usr/', 'usr/lib/', 'usr/lib/x 10'],
      [],
    ],
    [
      'also somewhere on the way',
      [[symlink('a/l', '/b'), file('b/x', 1)], [file('a/l/d/y', 2)]],
      ['a/', 'a/l/', 'a/l/d/', 'a/l/d/y 2', 'b/', 'b/x 1'],
      [],
    ],
    [
      'also if a link of the upper layer leads to it',
      [
        [symlink('m', 'd'), file('d/x', 10)],
        [symlink('l', 'm'), file('l/y', 2)],
      ],
      ['d/', 'd/x 10', 'l -> m', 'm/', 'm/y 2'],
      [],
    ],
    [
      'which the layers above find',
      [[symlink('lib', 'usr/lib')], [file('lib/x', 3)], [file('lib/y', 1)]],
      ['lib/', 'lib/x 3', 'lib/y 1'],
      [],
    ],
    ['also if it leads nowhere', [[symlink('l', 'none')], [file('l/x', 2)]], ['l/', 'l/x 2'], []],
    ['or to a file', [[symlink('l', 'f'), file('f', 9)], [file('l/x', 2)]], ['f 9', 'l/', 'l/x 2'], []],
    [
      'for a whiteout below it, which hides nothing',
      [[symlink('lib', 'usr/lib'), file('usr/lib/x', 10)], [whiteout('lib/x')]],
      ['lib/', 'usr/', 'usr/lib/', 'usr/lib/x 10'],
      [],
    ],
    [
      'if that is opaque',
      [[symlink('lib', 'usr/lib'), file('usr/lib/x', 10)], [opaque('lib')]],
      ['lib/', 'usr/', 'usr/lib/', 'usr/lib/x 10'],
      [],
    ],
    [
      'and only by that: removing the link removes nothing else',
      [[symlink('lib', 'usr/lib'), file('usr/lib/x', 10)], [whiteout('lib')]],
      ['usr/', 'usr/lib/', 'usr/lib/x 10'],
      [],
    ],
  ])('%s', (_, layers, visible, hidden) => {
    const tree = treeOf(...layers);
    expect(seen(tree)).toEqual(visible);
    expect(wasted(tree)).toEqual(hidden);
  });
});

describe('a path is looked up as a process does', () => {
  const chain = (length: number) =>
    Array.from({ length }, (_, index) =>
      symlink(`c${index}`, index + 1 === length ? 'usr' : `c${index + 1}`),
    );
  const tree = treeOf([
    ...[
      file('usr/bin/bash', 1),
      symlink('bin', 'usr/bin'),
      symlink('usr/bin/sh', 'bash'),
      symlink('abs', '/bin/sh'),
    ],
    ...[
      symlink('loop', 'loop'),
      symlink('ping', 'pong'),
      symlink('pong', 'ping'),
      symlink('dangling', 'none'),
    ],
    ...[symlink('up', 'usr/bin/../..'), symlink('slash', 'usr/'), symlink('empty', ''), ...chain(40)],
    ...[symlink('c', 'c0'), hardLink('other', 'usr/bin/bash')],
  ]);

  test.each([
    ['usr/bin/bash', 'usr/bin/bash'],
    ['bin/bash', 'usr/bin/bash'],
    ['bin/sh', 'usr/bin/bash'],
    ['abs', 'usr/bin/bash'],
    ['up', ''],
    ['up/up/up/bin/sh', 'usr/bin/bash'],
    ['bin/../bin/bash', 'usr/bin/bash'],
    ['slash/bin', 'usr/bin'],
    ['./usr//bin/', 'usr/bin'],
    ['../../usr', 'usr'],
    ['', ''],
    ['c0/bin', 'usr/bin'],
    ['other', 'other'],
  ])('%j is %j', (path, found) => {
    expect(tree.lookup(path)?.path).toBe(found);
  });

  test.each(['none', 'usr/none', 'usr/bin/bash/x', 'dangling', 'loop', 'loop/x', 'ping', 'empty', 'c/bin'])(
    '%j is not there',
    (path) => {
      expect(tree.lookup(path)).toBeUndefined();
    },
  );

  test.each([
    ['bin', 'bin'],
    ['bin/sh', 'usr/bin/sh'],
    ['loop', 'loop'],
    ['dangling', 'dangling'],
    ['abs', 'abs'],
  ])('%j is %j when its last link is not followed', (path, found) => {
    expect(tree.lookup(path, false)?.path).toBe(found);
  });
});
