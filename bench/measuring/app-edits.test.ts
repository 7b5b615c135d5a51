import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { AppEdit } from '../../src/domain/definitions/app.ts';
import { editApp } from '../../src/measure/visit/edit-app.ts';
import { rootFolder } from '../context.ts';
import { copyApps } from './copy-apps.ts';
import { definitions } from '../registry.ts';
import { contextOf } from '../sample-folders.ts';

const { apps } = definitions;

const unique = '20261123T161237908Z-65f4-3-17';
/** As no run would make it: what must not end a string, a line or a remark. */
const nasty = 'a b"c\'d`e\\f\n// g # ${h} ü';

/** What names each app's dependencies, and what pins them. */
const manifests: Readonly<Record<string, { readonly manifest: string; readonly lockfile: string }>> = {
  node: { manifest: 'package.json', lockfile: 'package-lock.json' },
  go: { manifest: 'go.mod', lockfile: 'go.sum' },
  python: { manifest: 'requirements.in', lockfile: 'requirements.txt' },
};

let folder: string;
let copies: ReadonlyMap<string, string>;
beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'stagebench-edits-'));
  copies = await copyApps(folder, new Map(apps.map((app) => [app.id, contextOf(rootFolder, app)])));
});
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const copyOf = (app: string): string => copies.get(app) ?? '';
const textOf = (app: string, file: string): string => readFileSync(path.join(copyOf(app), file), 'utf8');

/** Every file of the copy with its digest. */
const hashes = (app: string): Map<string, string> =>
  new Map(
    readdirSync(copyOf(app), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => {
        const file = path.join(entry.parentPath, entry.name);
        return [
          path.relative(copyOf(app), file),
          createHash('sha256').update(readFileSync(file)).digest('hex'),
        ];
      }),
  );

/** The files of an edit as they become. */
const edited = (app: string, edit: AppEdit, by: string): Record<string, string> =>
  Object.fromEntries(edit.files.map((file) => [file, edit.apply(file, textOf(app, file), by)]));

const cases = apps.flatMap((app) => app.edits.map((edit) => ({ id: app.id, kind: edit.kind, edit, app })));

test.each(apps)('$id has one edit of each kind', ({ edits }) => {
  expect(edits.map(({ kind }) => kind).toSorted()).toEqual(['deps', 'source']);
});

describe.each(cases)('$id, the edit of its $kind', ({ app, kind, edit }) => {
  test('changes exactly the files it names, and all of them are taken back', async () => {
    const before = hashes(app.id);
    const undo = await editApp(copyOf(app.id), edit, unique);
    const after = hashes(app.id);
    expect([...after.keys()]).toEqual([...before.keys()]);
    const changed = [...after].filter(([file, hash]) => before.get(file) !== hash).map(([file]) => file);
    expect(changed.toSorted()).toEqual(edit.files.toSorted());
    await undo();
    expect(hashes(app.id)).toEqual(before);
  });

  test('is the same for the same visit, and another for every other: in every file', () => {
    const first = edited(app.id, edit, unique);
    const again = edited(app.id, edit, unique);
    const next = edited(app.id, edit, unique.replace(/17$/, '18'));
    expect(again).toEqual(first);
    for (const file of edit.files) expect(next[file]).not.toBe(first[file]);
  });

  test(kind === 'deps' ? 'touches manifest and lockfile' : 'touches neither manifest nor lockfile', () => {
    const { manifest = '', lockfile = '' } = manifests[app.id] ?? {};
    const touched = [manifest, lockfile].filter((file) => edit.files.includes(file));
    expect(touched).toEqual(kind === 'deps' ? [manifest, lockfile] : []);
  });

  test('whatever makes it unique, it changes or adds one line of a file', () => {
    for (const [file, text] of Object.entries(edited(app.id, edit, nasty))) {
      const before = new Set(textOf(app.id, file).split('\n'));
      const added = text.split('\n').filter((line) => !before.has(line));
      // The version of a Node app stands twice in its lockfile.
      expect(added, file).toHaveLength(file === 'package-lock.json' ? 2 : 1);
    }
  });
});

test.each(apps)('$id: an edit of its source can be seen in the finished image', ({ edits }) => {
  expect(edits.find(({ kind }) => kind === 'source')?.shows?.(unique)).toEqual({ revision: unique });
});

test.each(cases.filter(({ edit }) => edit.shows))(
  '$id, the edit of its $kind, shows in the health answer what it has written into the file',
  ({ id, edit }) => {
    for (const by of [unique, nasty]) {
      const values = Object.values(edit.shows?.(by) ?? {});
      expect(values).not.toEqual([]);
      for (const value of values) {
        const stands = (text: string) =>
          [`revision = "${value}"`, `revision = '${value}'`, `REVISION = "${value}"`].some((line) =>
            text.includes(line),
          );
        expect(Object.values(edited(id, edit, by)).every(stands)).toBe(true);
        expect(edit.files.some((file) => stands(textOf(id, file)))).toBe(false);
      }
    }
  },
);

test.each(apps)('$id: a source edit that finds nothing to change says so', ({ edits }) => {
  const edit = edits.find(({ kind }) => kind === 'source');
  const file = edit?.files[0] ?? '';
  expect(() => edit?.apply(file, 'nothing here', unique)).toThrow(`${file} has no revision to edit`);
});

/** The files of an app's deps edit as they become. */
const editedDeps = (app: string, by: string): Record<string, string> => {
  const edit = apps.find(({ id }) => id === app)?.edits.find(({ kind }) => kind === 'deps');
  return edit ? edited(app, edit, by) : {};
};

describe('what dependency managers read stays valid', () => {
  test.each([unique, nasty])(
    'node, by %j: JSON with another version, the same in both, and nothing else',
    (by) => {
      type Manifest = { version: string; packages: Record<string, { version: string }> };
      const files = editedDeps('node', by);
      const parse = (text: string | undefined) => JSON.parse(text ?? '') as Manifest;
      const [manifest, lock] = [parse(files['package.json']), parse(files['package-lock.json'])];
      const original = parse(textOf('node', 'package-lock.json'));
      // https://semver.org/#spec-item-10: build metadata, dot separated identifiers of [0-9A-Za-z-].
      expect(manifest.version).toMatch(/^1\.0\.0\+[0-9A-Za-z-]+$/);
      expect(lock.version).toBe(manifest.version);
      expect(lock.packages['']?.version).toBe(manifest.version);
      expect({ ...manifest, version: '1.0.0' }).toEqual(parse(textOf('node', 'package.json')));
      const root = { ...lock.packages[''], version: '1.0.0' };
      expect({ ...lock, version: '1.0.0', packages: { ...lock.packages, '': root } }).toEqual(original);
    },
  );

  test.each([unique, nasty])('go, by %j: every line of go.sum has module, version and a SHA-256', (by) => {
    const lines = (editedDeps('go', by)['go.sum'] ?? '').trimEnd().split('\n');
    expect(lines).toHaveLength(textOf('go', 'go.sum').trimEnd().split('\n').length + 1);
    for (const line of lines) expect(line).toMatch(/^\S+ v\S+ h1:[A-Za-z0-9+/]{43}=$/);
  });

  test.each([unique, nasty])('go, by %j: go.mod has a remark more, of one line', (by) => {
    const added = (editedDeps('go', by)['go.mod'] ?? '').slice(textOf('go', 'go.mod').length);
    expect(added).toMatch(/^\n\/\/ edit [\w.-]+\n$/);
  });

  test.each([unique, nasty])('python, by %j: both files have a remark more, of one line', (by) => {
    for (const [file, text] of Object.entries(editedDeps('python', by))) {
      const original = textOf('python', file);
      expect(text.startsWith(original)).toBe(true);
      expect(text.slice(original.length)).toMatch(/^# edit .*\n$/);
    }
  });
});
