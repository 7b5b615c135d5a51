import { expect, test } from 'vitest';
import { frontendOf } from './frontend-of.ts';

test.each<[string, string, string | undefined]>([
  ['the first line', '# syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
  ['with blanks and capitals', '#  Syntax = docker/dockerfile:1-labs\nFROM a', 'docker/dockerfile:1-labs'],
  ['behind another directive', '# escape=`\n# syntax=docker/dockerfile:1\nFROM a', 'docker/dockerfile:1'],
  ['with words for it', '# syntax=team/frontend:2 --fast\nFROM a', 'team/frontend:2'],
  [
    'behind a byte order mark, with CRLF',
    '\uFEFF# syntax=docker/dockerfile:1\r\nFROM a\r\n',
    'docker/dockerfile:1',
  ],
  ['none', 'FROM a', undefined],
  ['none behind a remark: it is one itself', '# About.\n# syntax=docker/dockerfile:1\nFROM a', undefined],
  ['none behind an instruction', 'FROM a\n# syntax=docker/dockerfile:1', undefined],
])('%s', (_, text, frontend) => {
  expect(frontendOf(text)).toBe(frontend);
});

test('a build argument names another one', () => {
  const args = { BUILDKIT_SYNTAX: 'docker/dockerfile:1.7' };
  expect(frontendOf('# syntax=docker/dockerfile:1\nFROM a', args)).toBe('docker/dockerfile:1.7');
});
