import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import dockerignore from '@balena/dockerignore';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readIgnoreRules } from './ignore-rules.ts';

let context: string;
beforeEach(() => {
  context = mkdtempSync(path.join(tmpdir(), 'stagebench-ignore-'));
});
afterEach(() => {
  rmSync(context, { recursive: true });
});

/** Every path of up to three parts. */
const parts = ['a', 'dist', 'README.md', 'x.md', 'test-a', '.git', 'node_modules', 'b.ts', 'ä'];
const paths = parts.flatMap((one) => [
  one,
  ...parts.flatMap((two) => [`${one}/${two}`, ...parts.map((three) => `${one}/${two}/${three}`)]),
]);

// Only rules of which one may be about a name are tried on it: what is left out must stay what the library leaves out by itself.
test.each([
  [['.git', 'node_modules', 'dist']],
  [['**/node_modules', '**/*.md', '!README.md', '/dist/']],
  [['*', '!a', '!a/dist', 'a/dist/x.md']],
  [['a/*', '!a/x.md', '**/b.ts']],
  [['dist/**', '!dist/a', '!**/README.md']],
  [['*.md', '!*/README.md', 'test-*', '!test-a/.git']],
  [['a/..', './dist', 'b.t?', '[a-b]/x.md', 'ä']],
  [['**', '!dist', '!a/**']],
  [['! a', 'a/dist/./', '*/*/x.md']],
])('%j leaves out what the library says', async (lines) => {
  writeFileSync(path.join(context, '.dockerignore'), `# a remark\n${lines.join('\r\n')}\n`);
  const rules = await readIgnoreRules(context, path.join(context, 'Dockerfile'));
  const library = dockerignore.default({ ignorecase: false }).add(lines);
  const ignored = (name: string): boolean => {
    const { dir, base } = path.posix.parse(name);
    return rules.ignoresIn(dir)(base);
  };
  expect(paths.filter(ignored)).toEqual(paths.filter((name) => library.ignores(name)));
});
