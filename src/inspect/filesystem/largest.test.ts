import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { sizesOf } from './largest.ts';
import { fifo, file, folder, hardLink, symlink, treeOf } from './tree.fixture.ts';

const sizes = (layer: readonly LayerEntry[], count = 20) => sizesOf(treeOf(layer).files(), count);
const lines = (paths: readonly { path: string; bytes: number }[]) =>
  paths.map(({ path, bytes }) => `${path} ${bytes}`);

test('bytes are those of files; folders have everything below them', () => {
  const found = sizes([
    ...[file('usr/bin/app', 1000), file('usr/lib/a', 200), file('usr/lib/b/c', 30), file('etc/conf', 4)],
    ...[
      folder('empty'),
      file('etc/none', 0),
      symlink('etc/link', '/usr/bin/app'),
      fifo('pipe'),
      file('top', 5),
    ],
  ]);
  expect(found.rootfsBytes).toBe(1239);
  expect(lines(found.largestFiles)).toEqual([
    ...['/usr/bin/app 1000', '/usr/lib/a 200', '/usr/lib/b/c 30', '/top 5', '/etc/conf 4'],
  ]);
  expect(lines(found.largestFolders)).toEqual([
    ...['/usr 1230', '/usr/bin 1000', '/usr/lib 230', '/usr/lib/b 30', '/etc 4'],
  ]);
});

test('a file with several names counts once', () => {
  const found = sizes([file('a/one', 100), hardLink('b/two', 'a/one'), hardLink('a/three', 'a/one')]);
  expect(found.rootfsBytes).toBe(100);
  expect(found.largestFiles).toHaveLength(1);
  expect(found.largestFolders).toHaveLength(1);
  expect([...found.largestFiles, ...found.largestFolders].map(({ bytes }) => bytes)).toEqual([100, 100]);
});

describe('as many are named as asked for', () => {
  const files = Array.from({ length: 5000 }, (_, index) =>
    file(`d${index}/f${index}`, ((index * 7919) % 5000) + 1),
  );

  test('the largest of them', () => {
    const found = sizes(files, 3);
    expect(found.largestFiles.map(({ bytes }) => bytes)).toEqual([5000, 4999, 4998]);
    expect(found.largestFolders.map(({ bytes }) => bytes)).toEqual([5000, 4999, 4998]);
    expect(found.rootfsBytes).toBe((5000 * 5001) / 2);
  });

  test('all where there are fewer', () => {
    expect(sizes(files.slice(0, 2), 3).largestFiles).toHaveLength(2);
    expect(sizes([], 3)).toEqual({ rootfsBytes: 0, largestFiles: [], largestFolders: [] });
  });

  test('equal ones by name, in whatever order they come', () => {
    const equal = ['c', 'a', 'd', 'b'].map((name) => file(name, 7));
    for (const order of [equal, equal.toReversed()])
      expect(lines(sizes(order, 3).largestFiles)).toEqual(['/a 7', '/b 7', '/c 7']);
  });
});

test('names are for people', () => {
  expect(lines(sizes([file('gr\xc3\xb6\xc3\x9fe/\x1b[31m', 1)]).largestFiles)).toEqual([
    '/größe/\\x1b[31m 1',
  ]);
});
