import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { copyApps } from './copy-apps.ts';

const longAgo = new Date('2020-02-03T04:05:06.789Z');
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-copy-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** Makes an app of the files that are named, written long ago. */
function app(name: string, ...files: string[]): string {
  for (const file of files) {
    const full = path.join(folder, name, file);
    mkdirSync(path.dirname(full), { recursive: true });
    writeFileSync(full, `${name}: ${file}`);
    utimesSync(full, longAgo, longAgo);
  }
  return path.join(folder, name);
}

const filesOf = (where: string): string[] =>
  readdirSync(where, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => path.relative(where, path.join(entry.parentPath, entry.name)))
    .toSorted();

/** Every file of a folder: text, time of its last change and of its last change of mode, to the nanosecond. */
const state = (where: string) =>
  filesOf(where).map((file) => {
    const { mtimeNs, ctimeNs, mode } = statSync(path.join(where, file), { bigint: true });
    return [file, readFileSync(path.join(where, file), 'utf8'), mtimeNs, ctimeNs, mode];
  });

const copy = (...contexts: string[]) =>
  copyApps(path.join(folder, 'run', 'apps'), new Map(contexts.map((one) => [path.basename(one), one])));

test('each app has a copy of its own, hidden files included; the originals are not touched', async () => {
  const [one, two] = [app('one', 'main.ts', '.dockerignore', 'src/deep/a.ts'), app('two', 'main.go')];
  const before = [state(one), state(two)];
  const copies = await copy(one, two);
  expect([...copies]).toEqual([
    ['one', path.join(folder, 'run', 'apps', 'one')],
    ['two', path.join(folder, 'run', 'apps', 'two')],
  ]);
  expect(filesOf(copies.get('one') ?? '')).toEqual(['.dockerignore', 'main.ts', 'src/deep/a.ts']);
  expect(readFileSync(path.join(copies.get('two') ?? '', 'main.go'), 'utf8')).toBe('two: main.go');
  expect([state(one), state(two)]).toEqual(before);
});

test('files keep their times and modes', async () => {
  const one = app('one', 'main.ts', 'run.sh');
  chmodSync(path.join(one, 'run.sh'), 0o755);
  const there = (await copy(one)).get('one') ?? '';
  expect(statSync(path.join(there, 'main.ts')).mtime).toEqual(longAgo);
  expect(statSync(path.join(there, 'run.sh')).mtime).toEqual(longAgo);
  expect(statSync(path.join(there, 'run.sh')).mode & 0o777).toBe(0o755);
});

test('what was installed or built beside the sources is left out, wherever it lies', async () => {
  const one = app(
    'one',
    ...['main.ts', 'node_modules/a/index.js', 'dist/main.js', '.venv/bin/python', '.pytest_cache/x'],
    ...['service/__pycache__/a.pyc', 'service/a.py', 'packages/b/node_modules/c.js', 'distance.ts'],
  );
  const there = (await copy(one)).get('one') ?? '';
  expect(filesOf(there)).toEqual(['distance.ts', 'main.ts', 'service/a.py']);
  expect(existsSync(path.join(there, 'node_modules'))).toBe(false);
});

test('an app in a folder with the name of something left out is copied all the same', async () => {
  const one = app('dist', 'main.ts');
  expect(filesOf((await copy(one)).get('dist') ?? '')).toEqual(['main.ts']);
});

test('a link within the app leads to the copy: who edits what it leads to does not edit the original', async () => {
  const one = app('one', 'config/real.json');
  symlinkSync('config/real.json', path.join(one, 'link.json'));
  const there = (await copy(one)).get('one') ?? '';
  expect(readlinkSync(path.join(there, 'link.json'))).toBe('config/real.json');
  writeFileSync(path.join(there, 'link.json'), 'edited');
  expect(readFileSync(path.join(one, 'config', 'real.json'), 'utf8')).toBe('one: config/real.json');
  expect(readFileSync(path.join(there, 'config', 'real.json'), 'utf8')).toBe('edited');
});

test('an app that is not there is an error', async () => {
  await expect(copy(path.join(folder, 'nope'))).rejects.toMatchObject({ code: 'ENOENT' });
});
