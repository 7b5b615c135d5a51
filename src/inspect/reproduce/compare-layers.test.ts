import { describe, expect, test } from 'vitest';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { compareLayers } from './compare-layers.ts';
import { file, folder, link } from './layer-entries.fixture.ts';

const differences = (first: readonly LayerEntry[], second: readonly LayerEntry[]): string[] =>
  compareLayers(first, second).map(({ path, what }) => `${path}: ${what}`);

describe('an entry differs in', () => {
  test.each<[string, LayerEntry, LayerEntry, string]>([
    ['its content, though it is as long', file('a', 'one'), file('a', 'two'), 'content'],
    ['its length', file('a', 'one'), file('a', 'three'), 'content'],
    ['its type', file('a', ''), folder('a'), 'content'],
    ['its target', link('symlink', 'a', 'b'), link('symlink', 'a', 'c'), 'link'],
    ['its mode', file('a', 'one'), file('a', 'one', { mode: 0o755 }), 'mode'],
    ['its capabilities', file('a', 'one'), file('a', 'one', { capability: true }), 'mode'],
    ['its user', file('a', 'one'), file('a', 'one', { uid: 1 }), 'owner'],
    ['its group', folder('a'), folder('a', { gid: 1 }), 'owner'],
    ['its time', file('a', 'one'), file('a', 'one', { mtime: 1_700_000_001 }), 'time'],
    ['the time of a removal', file('.wh.a', ''), file('.wh.a', '', { mtime: 5 }), 'time'],
  ])('%s', (_, first, second, what) => {
    expect(differences([first], [second])).toEqual([`${first.path}: ${what}`]);
    expect(differences([second], [first])).toEqual([`${first.path}: ${what}`]);
  });

  test('several ways, and the gravest is told', () => {
    const later = { mtime: 5, uid: 1 };
    expect(differences([file('a', 'one')], [file('a', 'two', later)])).toEqual(['a: content']);
    expect(differences([file('a', 'one')], [file('a', 'one', later)])).toEqual(['a: owner']);
  });

  test('no way, if all that is compared is equal', () => {
    expect(
      differences([file('a', 'one', { magic: 'elf' }), folder('b')], [file('a', 'one'), folder('b')]),
    ).toEqual([]);
  });
});

test('what only one of them has is told', () => {
  expect(differences([file('a', ''), file('b', '')], [file('b', ''), file('c', '')])).toEqual([
    ...['a: only in first', 'c: only in second'],
  ]);
});

test('the order of entries is no difference', () => {
  const entries = [folder('d'), file('d/a', 'one'), file('d/b', 'two'), link('symlink', 'c', 'd/a')];
  expect(differences(entries, entries.toReversed())).toEqual([]);
});

test('of a path that comes twice the last entry counts', () => {
  expect(differences([file('a', 'old'), file('a', 'new')], [file('a', 'new')])).toEqual([]);
  expect(differences([file('a', 'new'), file('a', 'old')], [file('a', 'new')])).toEqual(['a: content']);
});

describe('a hard link', () => {
  const names = (content: string, named: string, ...links: readonly string[]): LayerEntry[] => [
    file(named, content),
    ...links.map((path) => link('link', path, named)),
  ];

  test('is its file, whichever name comes first', () => {
    expect(differences(names('one', 'a', 'b', 'c'), names('one', 'b', 'a', 'c'))).toEqual([]);
  });

  test('differs where its file does', () => {
    expect(differences(names('one', 'a', 'b'), names('two', 'b', 'a'))).toEqual(['a: content', 'b: content']);
  });

  test('to nothing is compared by what it names', () => {
    expect(differences([link('link', 'a', 'x')], [link('link', 'a', 'y')])).toEqual(['a: link']);
    expect(differences([link('link', 'a', 'x')], [link('link', 'a', 'x')])).toEqual([]);
  });
});
