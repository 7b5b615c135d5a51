import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { buffer } from 'node:stream/consumers';
import { execaSync } from 'execa';
import { afterAll, expect, test } from 'vitest';
import { rawEntry, tarOf } from '../../inspect/tar/hand-made-tar.fixture.ts';
import { loadableArchive } from './loadable-archive.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-loadable-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

/** An archive of these files, in their order. */
function archive(files: Readonly<Record<string, unknown>>): string {
  const file = path.join(folder, 'image.tar');
  const entries = Object.entries(files).map(([name, content]) =>
    rawEntry({ name, content: typeof content === 'string' ? content : JSON.stringify(content) }),
  );
  writeFileSync(file, tarOf(...entries));
  return file;
}

/** What GNU tar finds in it. */
async function unpacked(file: string): Promise<Record<string, string>> {
  const whole = path.join(folder, 'loadable.tar');
  writeFileSync(whole, await buffer(await loadableArchive(file, 'stagebench/go-slim:r1')));
  const names = execaSync('tar', ['-t', '-f', whole]).stdout.split('\n');
  return Object.fromEntries(
    names.map((name) => [name, execaSync('tar', ['-x', '-O', '-f', whole, name]).stdout]),
  );
}

const image = {
  'blobs/sha256/c0': '{"architecture":"amd64"}',
  'blobs/sha256/m0': {
    config: { digest: 'sha256:c0' },
    layers: [{ digest: 'sha256:l0' }, { digest: 'sha256:l1' }],
  },
  'blobs/sha256/l0': 'a layer',
  'blobs/sha256/l1': 'another',
  'index.json': { manifests: [{ digest: 'sha256:m0' }] },
};

test('the document that the classic image store wants comes first, and all else stays', async () => {
  const files = await unpacked(archive(image));
  expect(Object.keys(files)).toEqual(['manifest.json', ...Object.keys(image)]);
  expect(JSON.parse(files['manifest.json'] ?? '')).toEqual([
    {
      Config: 'blobs/sha256/c0',
      RepoTags: ['stagebench/go-slim:r1'],
      Layers: ['blobs/sha256/l0', 'blobs/sha256/l1'],
    },
  ]);
  expect(files['blobs/sha256/l1']).toBe('another');
});

test('a layer that is larger than any document is handed on', async () => {
  const large = 'x'.repeat(3 << 20);
  const files = await unpacked(archive({ ...image, 'blobs/sha256/l1': large }));
  expect(files['blobs/sha256/l1'] === large).toBe(true);
});

test.each([
  ['no index', { 'oci-layout': '{}' }, 'the archive of the builder has no index.json'],
  ['no image', { 'index.json': { manifests: [] } }, 'the archive of the builder has no image'],
  [
    'no manifest',
    { 'index.json': { manifests: [{ digest: 'sha256:m0' }] } },
    'the archive of the builder has no blobs/sha256/m0',
  ],
])('an archive with %s is refused', async (_, files, message) => {
  await expect(loadableArchive(archive(files), 'x:1')).rejects.toThrow(message);
});

test('a torn archive is refused', async () => {
  const file = path.join(folder, 'torn.tar');
  writeFileSync(file, rawEntry({ name: 'index.json', content: 'x'.repeat(2000) }).subarray(0, 1024));
  await expect(loadableArchive(file, 'x:1')).rejects.toThrow('ends in the middle of an entry');
});
