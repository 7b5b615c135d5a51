import { expect, test } from 'vitest';
import { cleanPath } from './clean-path.ts';

test.each([
  ['usr/bin/app', 'usr/bin/app'],
  ['./usr/bin/', 'usr/bin'],
  ['/etc/passwd', 'etc/passwd'],
  ['//etc///passwd//', 'etc/passwd'],
  ['a/./b/.', 'a/b'],
  ['a/../b', 'b'],
  ['a/b/../../../../c', 'c'],
  ['../../../etc/shadow', 'etc/shadow'],
  ['/..', ''],
  ['./', ''],
  ['', ''],
  ['..data/..', ''],
  ['.../.hidden/..x', '.../.hidden/..x'],
  ['caf\xe9/\xff', 'caf\xe9/\xff'],
])('%j is %j in the image', (path, clean) => {
  expect(cleanPath(path)).toBe(clean);
});
