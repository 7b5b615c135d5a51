import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { execa } from 'execa';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import type { DockerEndpoint } from '../../src/engine/docker/connect/endpoint.ts';
import {
  archiveOf,
  file,
  folder,
  imageOf,
  legacyFiles,
  symlink,
  whiteout,
  type Part,
} from '../../src/inspect/archive/hand-made-image.fixture.ts';
import { LayeredTree } from '../../src/inspect/filesystem/layered-tree.ts';
import type { LayerEntry } from '../../src/inspect/layers/layer-entry.ts';
import { LayerStore } from '../../src/inspect/layers/layer-store.ts';
import { readEngineImages } from '../../src/inspect/read-engine-images.ts';
import { dockerOn } from './docker-state.fixture.ts';
import { describeWithOwnEngine, startOwnEngine, type OwnEngine } from './own-engine.fixture.ts';

const tag = 'stagebench-itg/linked-folders:made';

const lower = [folder('usr'), folder('usr/lib'), symlink('lib', 'usr/lib'), file('usr/lib/a', 'a')];
const below = ['d usr', 'd usr/lib', 'f usr/lib/a'];

/** What an upper layer brings below a link to a folder, and what a process then sees: kind and path. */
const cases: readonly (readonly [string, upper: readonly Part[], seen: readonly string[]])[] = [
  ['a file hides the link', [file('lib/b', 'b')], ['d lib', 'f lib/b', ...below]],
  ['a file hides it with its folder', [folder('lib'), file('lib/b', 'b')], ['d lib', 'f lib/b', ...below]],
  ['a whiteout hides the link', [whiteout('lib/a')], ['d lib', ...below]],
  [
    'a file goes where a link of its own layer leads',
    [folder('usr'), folder('usr/lib'), symlink('lib', 'usr/lib'), file('lib/b', 'b')],
    ['l lib', ...below, 'f usr/lib/b'],
  ],
];

describeWithOwnEngine('what a layer brings below a link of a lower layer', (itg) => {
  let folderOfAll: string;
  let own: OwnEngine | undefined;
  const places = [
    { imageStore: 'graphdriver', endpoint: () => itg.endpoint },
    {
      imageStore: 'containerd',
      endpoint: () => {
        if (own === undefined) throw new Error('the engine was not started');
        return own.endpoint;
      },
    },
  ] as const;

  beforeAll(async () => {
    folderOfAll = await mkdtemp(path.join(tmpdir(), 'stagebench-links-'));
    own = await startOwnEngine(itg, 'itg-links', { imageStore: 'containerd' });
  });
  afterAll(async () => {
    await own?.remove();
    await rm(folderOfAll, { recursive: true });
  });

  /** As `docker export` tells it. */
  async function exported(endpoint: DockerEndpoint): Promise<string[]> {
    const docker = dockerOn(endpoint);
    const root = await mkdtemp(path.join(folderOfAll, 'exported-'));
    const container = await docker('create', tag, 'nothing');
    try {
      await docker('export', '--output', `${root}.tar`, container);
    } finally {
      await docker('rm', container);
    }
    await execa('tar', ['-xf', `${root}.tar`, '-C', root, 'lib', 'usr']);
    const { stdout } = await execa('find', ['lib', 'usr', '-printf', '%y %p\\n'], { cwd: root });
    return stdout.split('\n').toSorted();
  }

  /** As it is read from `docker save`. */
  async function read(endpoint: DockerEndpoint): Promise<string[]> {
    const layers = await LayerStore.open(await mkdtemp(path.join(folderOfAll, 'layers-')), 0);
    const engine = await DockerEngine.connect('private', endpoint);
    const [image] = await readEngineImages(engine, [tag], layers);
    const tree = new LayeredTree();
    for (const diffId of image?.saved.diffIds ?? []) {
      const entries: LayerEntry[] = [];
      await layers.eachEntry(diffId, (entry) => entries.push(entry));
      tree.apply(entries);
    }
    const kinds: Partial<Record<LayerEntry['type'], string>> = { file: 'f', directory: 'd', symlink: 'l' };
    return Array.from(tree.files(), ({ path: name, entry }) => `${kinds[entry.type]} ${name}`).toSorted();
  }

  describe.each(places)('$imageStore store', ({ imageStore, endpoint }) => {
    test.each(cases)('%s', async (_, upper, seen) => {
      const archive = path.join(folderOfAll, 'image.tar');
      await writeFile(
        archive,
        await archiveOf(legacyFiles(await imageOf({ refs: [tag], layers: [lower, upper] }))),
      );
      const engine = await DockerEngine.connect('private', endpoint());
      expect((await engine.info()).imageStore).toBe(imageStore);
      await dockerOn(endpoint())('load', '--input', archive);
      try {
        expect(await exported(endpoint())).toEqual(seen.toSorted());
        expect(await read(endpoint())).toEqual(seen.toSorted());
      } finally {
        await engine.removeImage(tag);
      }
    });
  });
});
