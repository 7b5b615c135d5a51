import { expect, test } from 'vitest';
import { parseOsRelease } from './os-release.ts';

test('reads quoted and bare values', () => {
  const text =
    'PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"\nVERSION_ID="12"\nVERSION_CODENAME=bookworm\nID=debian\n';
  expect(parseOsRelease(text)).toEqual({
    id: 'debian',
    versionId: '12',
    codename: 'bookworm',
    prettyName: 'Debian GNU/Linux 12 (bookworm)',
  });
});

test('unescapes, and skips comments', () => {
  expect(parseOsRelease('# ID=no\nPRETTY_NAME="A \\"B\\" C"\nID=\'x\'').prettyName).toBe('A "B" C');
});

test('says so if there is no such file', () => {
  expect(parseOsRelease('').prettyName).toBe('a system without /etc/os-release');
});
