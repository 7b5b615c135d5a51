import { describe, expect, test } from 'vitest';
import {
  archiveOf,
  file,
  folder,
  hardLink,
  imageOf,
  inPieces,
  ociFiles,
  opaque,
  special,
  whiteout,
  type Part,
} from '../archive/hand-made-image.fixture.ts';
import { readArchive } from '../archive/read-archive.ts';
import { temporaryLayers } from '../layers/layer-store.fixture.ts';
import { newSparse, oldSparse } from '../tar/hand-made-tar.fixture.ts';
import { imageContents } from './image-contents.ts';

/** What is found in an image of these layers, after a journey through an archive. */
async function contentsOf(layers: readonly (readonly Part[])[], config: object = {}, baseLayers?: number) {
  const store = await temporaryLayers();
  const archive = await archiveOf(ociFiles([await imageOf({ layers, config })]));
  const [image] = await readArchive(inPieces(archive), store);
  if (image === undefined) throw new Error('no image');
  return { image, contents: await imageContents(image, store, baseLayers) };
}

const layers: readonly (readonly Part[])[] = [
  [
    ...[folder('etc'), file('etc/conf', 1000), file('usr/big', 50_000)],
    ...[folder('d'), file('d/x', 100), file('d/y', 200)],
  ],
  [file('etc/conf', 500), whiteout('d/x')],
  [folder('d'), opaque('d'), file('d/z', 7)],
];
const history = [
  ...[{ created_by: 'ADD rootfs' }, { created_by: 'ENV A=1', empty_layer: true }, { created_by: 'RUN one' }],
  ...[{ created_by: 'CMD ["x"]', empty_layer: true }, { created_by: 'COPY two' }],
];

describe('an image whose every number is known', () => {
  test('bytes: its tars, what a process sees, what is wasted', async () => {
    const { contents } = await contentsOf(layers, { history });
    expect(contents).toMatchObject({
      // Headers, content in blocks of 512, and 1024 at the end of each tar.
      sizeBytes:
        512 + 1536 + 50_688 + 512 + 1024 + 1024 + 1024 + (1024 + 512 + 1024) + (512 + 512 + 1024 + 1024),
      rootfsBytes: 500 + 50_000 + 7,
      wasteBytes: 1000 + 100 + 200,
      wastedFiles: 3,
      notes: [],
    });
  });

  test('what is wasted is named, with the step that shipped it and the one that hides it', async () => {
    const { contents } = await contentsOf(layers, { history });
    expect(contents.largestWaste).toEqual([
      { path: '/etc/conf', bytes: 1000, layer: 0, hiddenBy: 2, how: 'replaced' },
      { path: '/d/y', bytes: 200, layer: 0, hiddenBy: 4, how: 'removed' },
      { path: '/d/x', bytes: 100, layer: 0, hiddenBy: 2, how: 'removed' },
    ]);
  });

  test('the largest files and folders are named', async () => {
    const { contents } = await contentsOf(layers);
    expect(contents.largestFiles).toEqual([
      ...[
        { path: '/usr/big', bytes: 50_000 },
        { path: '/etc/conf', bytes: 500 },
        { path: '/d/z', bytes: 7 },
      ],
    ]);
    expect(contents.largestFolders).toEqual([
      ...[
        { path: '/usr', bytes: 50_000 },
        { path: '/etc', bytes: 500 },
        { path: '/d', bytes: 7 },
      ],
    ]);
  });

  test('every step is a row', async () => {
    const { image, contents } = await contentsOf(layers, { history }, 1);
    const none = { empty: true, sizeBytes: 0, files: 0, wasteBytes: 0, needless: {} };
    const made = { empty: false, own: true, needless: {} };
    expect(contents.layers).toEqual([
      ...[
        {
          index: 0,
          createdBy: 'ADD rootfs',
          diffId: image.diffIds[0],
          sizeBytes: 56_320,
          files: 4,
          wasteBytes: 1300,
          empty: false,
          own: false,
          needless: {},
        },
      ],
      { index: 1, createdBy: 'ENV A=1', ...none, own: true },
      {
        index: 2,
        createdBy: 'RUN one',
        diffId: image.diffIds[1],
        sizeBytes: 2560,
        files: 1,
        wasteBytes: 0,
        ...made,
      },
      { index: 3, createdBy: 'CMD ["x"]', ...none, own: true },
      {
        index: 4,
        createdBy: 'COPY two',
        diffId: image.diffIds[2],
        sizeBytes: 3072,
        files: 1,
        wasteBytes: 0,
        ...made,
      },
    ]);
  });

  test.each([
    [0, [true, true, true, true, true]],
    [1, [false, true, true, true, true]],
    [2, [false, false, false, true, true]],
    [3, [false, false, false, false, false]],
  ])('of a base of %i layers, these steps are its own: %j', async (baseLayers, own) => {
    const { contents } = await contentsOf(layers, { history }, baseLayers);
    expect(contents.layers.map((step) => step.own)).toEqual(own);
  });

  test.each([
    ['is missing', undefined],
    ['counts other layers', history.slice(1)],
  ])('where the history %s, its layers are the rows', async (_, steps) => {
    const { contents } = await contentsOf(layers, { history: steps }, 1);
    expect(
      contents.layers.map(({ index, createdBy, empty, own, sizeBytes, wasteBytes }) => [
        ...[index, createdBy, empty, own, sizeBytes, wasteBytes],
      ]),
    ).toEqual([
      [0, '', false, false, 56_320, 1300],
      [1, '', false, true, 2560, 0],
      [2, '', false, true, 3072, 0],
    ]);
    expect(contents.largestWaste.map(({ layer, hiddenBy }) => [layer, hiddenBy])).toEqual([
      [0, 1],
      [0, 2],
      [0, 1],
    ]);
  });
});

describe('what counts as a file of a layer', () => {
  test('is everything but folders and whiteouts', async () => {
    const { contents } = await contentsOf([
      [file('a', 1), hardLink('b', 'a'), special('p', 'fifo'), special('n', 'character-device'), folder('d')],
      [whiteout('a'), opaque('d'), file('c')],
    ]);
    expect(contents.layers.map(({ files }) => files)).toEqual([4, 1]);
  });
});

describe('an image', () => {
  test('of no layer has nothing', async () => {
    const { contents } = await contentsOf([], { history: [{ created_by: 'CMD', empty_layer: true }] });
    expect(contents).toMatchObject({
      sizeBytes: 0,
      rootfsBytes: 0,
      wasteBytes: 0,
      wastedFiles: 0,
      largestFiles: [],
    });
    expect(contents.layers).toMatchObject([{ index: 0, createdBy: 'CMD', empty: true, sizeBytes: 0 }]);
  });

  test('with one layer twice ships it twice', async () => {
    const layer = [file('a', 100)];
    const { contents } = await contentsOf([layer, layer]);
    expect(contents).toMatchObject({ sizeBytes: 2 * 2048, rootfsBytes: 100, wasteBytes: 100 });
    expect(contents.layers.map(({ wasteBytes }) => wasteBytes)).toEqual([100, 0]);
  });

  test('with a hundred thousand steps is read as fast as its config is', async () => {
    const steps = Array.from({ length: 100_000 }, () => ({ empty_layer: true }));
    const { contents } = await contentsOf(
      [[file('a', 100)], [file('a', 100)]],
      { history: [{}, ...steps, {}] },
      1,
    );
    expect(contents.layers).toHaveLength(100_002);
    expect(contents.layers.filter(({ own }) => !own).map(({ index }) => index)).toEqual([0]);
    expect(contents.layers[0]?.wasteBytes).toBe(100);
  });

  test('names no more than twenty of each, the largest', async () => {
    const many = (size: number) =>
      Array.from({ length: 30 }, (_, index) => file(`d${index}/f`, size + index));
    const { contents } = await contentsOf([many(100), many(200)]);
    expect(contents.wastedFiles).toBe(30);
    for (const list of [contents.largestFiles, contents.largestFolders, contents.largestWaste]) {
      expect(list).toHaveLength(20);
      expect(list[0]?.bytes).toBe(Math.max(...list.map(({ bytes }) => bytes)));
    }
    expect(contents.largestWaste[0]).toEqual({
      path: '/d29/f',
      bytes: 129,
      layer: 0,
      hiddenBy: 1,
      how: 'replaced',
    });
  });

  test('is told what is odd about it, in words that do nothing to a terminal', async () => {
    const { contents } = await contentsOf([
      [file('a', 1)],
      [whiteout('none'), whiteout('\x1b[2J'), hardLink('b\nc', 'gone')],
    ]);
    expect(contents.notes).toEqual([
      '2 whiteouts hide nothing (/.wh.none and others)',
      '1 hard links name files that are not there (/b\\x0ac)',
    ]);
  });

  test('with files of holes is as large as they say they are, and its tars are as small as they are', async () => {
    const { contents } = await contentsOf([
      [oldSparse('old', 5_000_000_000, [[0, 'x']])],
      [newSparse('new', 6_000_000_000, [[0, 'x']]), whiteout('old')],
    ]);
    expect(contents).toMatchObject({
      // Of the second: an extended header of two blocks, a header, the map, the byte, the whiteout, the end.
      ...{ sizeBytes: 512 + 512 + 1024 + (1024 + 512 + 512 + 512 + 512 + 1024) },
      ...{ rootfsBytes: 6_000_000_000, wasteBytes: 5_000_000_000 },
    });
  });

  test('whose layer the store has lost is an error', async () => {
    const { image } = await contentsOf(layers);
    await expect(imageContents(image, await temporaryLayers())).rejects.toMatchObject({
      code: 'IMAGE_UNREADABLE',
    });
  });
});
