import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, expect, test } from 'vitest';

let place: string;
beforeEach(() => {
  place = realpathSync(mkdtempSync(path.join(tmpdir(), 'stagebench-typed-')));
});
afterEach(() => {
  rmSync(place, { recursive: true });
});

/** A package whose script prints where `page.md` lies; run by npm itself from another folder. */
function askedByNpm(script: string): string {
  const project = path.join(place, 'project');
  const elsewhere = path.join(place, 'elsewhere');
  mkdirSync(path.join(project, 'bench'), { recursive: true });
  mkdirSync(elsewhere);
  const url = pathToFileURL(path.join(import.meta.dirname, 'typed-path.ts')).href;
  writeFileSync(
    path.join(project, script),
    `import { typedPath } from ${JSON.stringify(url)};\nconsole.log(typedPath('page.md'));\n`,
  );
  writeFileSync(
    path.join(project, 'package.json'),
    JSON.stringify({ name: 'p', type: 'module', scripts: { ask: `node ${script}` } }),
  );
  return execFileSync('npm', ['--prefix', project, 'run', '-s', 'ask'], {
    cwd: elsewhere,
    encoding: 'utf8',
  }).trim();
}

test('a path that was typed for a script of npm is relative to the folder where npm was started', () => {
  expect(askedByNpm('bench/cli.js')).toBe(path.join(place, 'elsewhere', 'page.md'));
});

test('a script of another program keeps the folder that it is in', () => {
  expect(askedByNpm('other.ts')).toBe(path.join(place, 'project', 'page.md'));
});
