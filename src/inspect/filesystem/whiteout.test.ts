import { describe, expect, test } from 'vitest';
import { classifyWhiteout } from './whiteout.ts';

describe('a whiteout', () => {
  test.each([
    ['of a file', 'etc/.wh.conf', { kind: 'file', folder: 'etc', name: 'conf' }],
    ['in the root', '.wh.etc', { kind: 'file', folder: '', name: 'etc' }],
    ['of a hidden file', 'a/b/.wh..profile', { kind: 'file', folder: 'a/b', name: '.profile' }],
    ['of a name in bad UTF-8', '.wh.\xff', { kind: 'file', folder: '', name: '\xff' }],
    ['of a folder’s whole content', 'etc/.wh..wh..opq', { kind: 'opaque', folder: 'etc' }],
    ['of everything', '.wh..wh..opq', { kind: 'opaque', folder: '' }],
    ['of what begins as whiteouts do', 'a/.wh.x.wh.y', { kind: 'file', folder: 'a', name: 'x.wh.y' }],
    ['that aufs left', '.wh..wh.aufs', { kind: 'metadata' }],
    ['that aufs left for hard links', '.wh..wh.plnk/123.456', { kind: 'metadata' }],
  ])('%s', (_, path, whiteout) => {
    expect(classifyWhiteout(path)).toEqual(whiteout);
  });

  test.each(['', 'etc/conf', 'etc/x.wh.conf', '.wh.', 'a/.wh.', '.wh/a', '.wh.folder/file', 'wh.x', '.WH.x'])(
    'is not %j',
    (path) => {
      expect(classifyWhiteout(path)).toBeUndefined();
    },
  );
});
