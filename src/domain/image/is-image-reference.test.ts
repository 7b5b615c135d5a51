import { describe, expect, test } from 'vitest';
import { isImageReference } from './is-image-reference.ts';

const hex = 'a1'.repeat(32);

// After the tables of the grammar's own tests: https://github.com/distribution/reference/blob/main/reference_test.go
describe('names an image', () => {
  test.each([
    ...['debian', 'debian:13', 'library/debian', 'docker.io/library/debian:13', 'a__b', 'a---b/c.d_e'],
    ...[
      'localhost:5000/app:1.0',
      'LOCALHOST/app',
      'test.com:tag',
      '[2001:db8::1]:5000/repo',
      '127.0.0.1:8080/x',
    ],
    ...[`app@sha256:${hex}`, `test:5000/repo:tag@sha256:${hex}`, 'a:A_.-9', `a:${'t'.repeat(128)}`],
    ...[
      `sha256:${hex}`,
      hex,
      '1e5012345678',
      'sha256:1e50',
      'stagebench-base/gcr.io/distroless/static-debian13:nonroot-0d',
    ],
  ])('%s', (word) => {
    expect(isImageReference(word)).toBe(true);
  });
});

describe('cannot name one', () => {
  test.each([
    ...[
      '',
      ' ',
      '-',
      '.',
      '..',
      '../x',
      '/x',
      'x/',
      'a//b',
      '%2e%2e',
      'a?b',
      'a#b',
      'a b',
      'a\\b',
      'ä',
      'a\n',
      'Uppercase',
    ],
    ...[
      ':justtag',
      '@sha256:1',
      'repo@sha256:zz',
      `app@sha256:${'a'.repeat(31)}`,
      'a:',
      `a:${'t'.repeat(129)}`,
      'a:-t',
    ],
    ...['a/../b', 'a/./b', '-a', 'a-', '_a', 'a..b', 'a___b', '[fd00:1]/', 'aa/asdf$$^/aa', 'a'.repeat(601)],
  ])('%j', (word) => {
    expect(isImageReference(word)).toBe(false);
  });

  test('and is told so at once, however long it is', () => {
    expect(isImageReference(`${'a-'.repeat(1e6)}!`)).toBe(false);
    expect(isImageReference(`${'a'.repeat(598)}!`)).toBe(false);
  });
});
