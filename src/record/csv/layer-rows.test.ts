import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { ImageRecord } from '../../domain/image/image.ts';
import { AppendFile } from '../run-folder/append-file.ts';
import { imageColumns, layerColumns } from './columns.ts';
import { imageFacts, layerFacts, startFacts as start } from '../image-facts.fixture.ts';
import { manifest } from '../manifest.fixture.ts';
import { readCsv } from './read-csv.ts';
import { imageRowSchema, layerRowSchema } from '../rows.ts';
import { RunFolder } from '../run-folder/run-folder.ts';
import { layerRows } from './to-rows.ts';

const variant = { app: 'go', strategy: 'slim' };
const facts = imageFacts();
const origin = { baseRef: 'scratch', baseDigest: '', baseSource: 'local' } as const;
const trouble = { code: 'APP_NO_ANSWER', reason: 'no' } as const;
const built: ImageRecord = { variant, state: 'built', facts, start };

let results: string;
beforeEach(() => {
  results = mkdtempSync(path.join(tmpdir(), 'stagebench-layers-'));
});
afterEach(() => {
  rmSync(results, { recursive: true });
});
const text = (name: string): string => readFileSync(path.join(results, 'r1', name), 'utf8');
const recorded = () => readCsv('layers.csv', text('layers.csv'), layerRowSchema);

/** Records images in a run that ends well. */
async function record(...images: ImageRecord[]): Promise<void> {
  const folder = await RunFolder.create(results, manifest);
  for (const image of images) await folder.addImage(image);
  await folder.finish([], {});
}

describe('layers.csv', () => {
  test('has one row for each step of an image; one without a layer has no diff_id, and 0 is 0', async () => {
    await record(built);
    expect(text('layers.csv')).toMatchInlineSnapshot(`
      "run_id,app,strategy,index,diff_id,created_by,empty,size_bytes,files,own,waste_bytes,cache_bytes,development_bytes,git_bytes,needless_paths
      r1,go,slim,0,sha256:a,COPY / /,false,80,9,false,2,21,0,22,/c /.git
      r1,go,slim,1,,,true,0,0,true,0,0,0,0,
      r1,go,slim,2,sha256:b,"RUN cat <<EOF > ""a,b""
      =1
      EOF",false,3,1,true,0,0,0,0,
      "
    `);
  });

  test('comes back as it was', async () => {
    await record(built);
    expect(recorded()).toMatchObject([
      { index: 0, diff_id: 'sha256:a', empty: false, own: false, size_bytes: 80, files: 9, waste_bytes: 2 },
      { index: 1, diff_id: undefined, created_by: undefined, empty: true, own: true, size_bytes: 0 },
      { index: 2, created_by: 'RUN cat <<EOF > "a,b"\n=1\nEOF', own: true, size_bytes: 3, waste_bytes: 0 },
    ]);
  });

  test('belongs to images.csv by run, app and strategy', async () => {
    await record(built, { ...built, variant: { app: 'go', strategy: 'alpine' } });
    expect(
      recorded().map(({ run_id, app, strategy, index }) => `${run_id} ${app}/${strategy} ${index}`),
    ).toEqual(
      ['slim', 'alpine'].flatMap((strategy) => [0, 1, 2].map((index) => `r1 go/${strategy} ${index}`)),
    );
  });

  test('keeps the layers of an image that does not work: its bytes are known', async () => {
    await record({ variant, state: 'unhealthy', facts, trouble });
    expect(recorded()).toHaveLength(3);
  });

  test.each<[string, ImageRecord]>([
    ['an image that was not read', { variant, state: 'unread', origin, start }],
    ['one that failed', { variant, state: 'failed', origin, trouble }],
    ['an image without any step', { ...built, facts: imageFacts({ layerFacts: [] }) }],
  ])('has none of %s, and is a file with a header all the same', async (_, image) => {
    await record(image);
    expect(text('layers.csv')).toBe(`${layerColumns.join(',')}\n`);
    expect(text('images.csv').trim().split('\n')).toHaveLength(2);
  });
});

test('the layers stand in their file before the image does in its own: where an image is told, so are its layers', async () => {
  const folder = await RunFolder.create(results, manifest);
  const append = vi.spyOn(AppendFile.prototype, 'append');
  await folder.addImage(built);
  await folder.finish([], {});
  const order = append.mock.calls.map(([rows]) => (rows.startsWith('r1,go,slim,0,') ? 'layers' : 'image'));
  append.mockRestore();
  expect(order).toEqual(['layers', 'image']);
});

test.each([
  ['images.csv', imageColumns, imageRowSchema],
  ['layers.csv', layerColumns, layerRowSchema],
])('every column of %s is written, each once', (_, columns, schema) => {
  expect(columns.toSorted()).toEqual(Object.keys(schema.shape).toSorted());
});

test('nothing that a layer row holds is dropped on its way into the file', () => {
  const keys = new Set(layerRows('r1', built).flatMap((row) => Object.keys(row)));
  expect([...keys].toSorted()).toEqual(layerColumns.toSorted());
  expect(layerRows('r1', built)).toHaveLength(layerFacts.length);
});
