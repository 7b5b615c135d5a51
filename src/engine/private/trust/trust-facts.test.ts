import { describe, expect, test } from 'vitest';
import { privateGroup, rootShownAs } from './trust-facts.ts';

describe('the private group of user 1000', () => {
  const root = 'root:x:0:0:root:/root:/bin/bash\n';
  const anna = 'anna:x:1000:1000:Anna:/home/anna:/bin/bash\n';
  test.each<[string, string, string, number | undefined]>([
    ['as adduser makes it', root + anna, 'root:x:0:\nanna:x:1000:\n', 1000],
    ['in which she is a member, too', root + anna, 'anna:x:1000:anna\n', 1000],
    ['with another member', root + anna, 'anna:x:1000:anna,ben\n', undefined],
    ['with one other member', root + anna, 'anna:x:1000:ben\n', undefined],
    [
      'that is the primary group of another user',
      `${anna}ben:x:1001:1000::/home/ben:/bin/sh\n`,
      'anna:x:1000:\n',
      undefined,
    ],
    ['under a second name with another member', anna, 'anna:x:1000:\nstaff:x:1000:ben\n', undefined],
    [
      'that everybody has: no umask of 002 there',
      'anna:x:1000:100::/home/anna:/bin/sh\nben:x:1001:100::/home/ben:/bin/sh\n',
      'users:x:100:\n',
      undefined,
    ],
    ['that is no group', anna, 'root:x:0:\n', undefined],
    ["that is root's", 'anna:x:1000:0::/home/anna:/bin/sh\n', 'root:x:0:\n', undefined],
    ['of a user whom only a directory service knows', root, 'anna:x:1000:\n', undefined],
    ['where there are no such files', '', '', undefined],
  ])('%s', (_, passwd, group, expected) => {
    expect(privateGroup(1000, passwd, group)).toBe(expected);
  });
});

describe('root shows up as', () => {
  test.each<[string, string, string, number | undefined]>([
    ['itself on the machine', '         0          0 4294967295\n', '65534\n', undefined],
    ['the overflow number under `unshare -r`', '         0       1000          1\n', '65534\n', 65_534],
    ['the overflow number under bwrap', '      1000       1000          1\n', '65534\n', 65_534],
    ['another overflow number', '0 1000 1\n', '4242\n', 4242],
    ['itself where it has a number', '0 1000 1\n1 0 1\n', '65534\n', undefined],
    ['a number that is also a user’s: nobody can tell', '0 100000 65536\n', '65534\n', undefined],
    ['nothing known where there are no namespaces', '', '', undefined],
  ])('%s', (_, map, overflow, expected) => {
    expect(rootShownAs(map, overflow)).toBe(expected);
  });
});
