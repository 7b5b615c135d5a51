import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { execa } from 'execa';
import { beforeAll, describe, expect, test } from 'vitest';
import {
  archiveOf,
  file,
  folder,
  hardLink,
  imageOf,
  inPieces,
  legacyFiles,
  opaque,
  symlink,
  whiteout,
  type HandMadeImage,
  type Part,
} from '../archive/hand-made-image.fixture.ts';
import { readArchive } from '../archive/read-archive.ts';
import { LayeredTree } from '../filesystem/layered-tree.ts';
import { temporaryLayers } from '../layers/layer-store.fixture.ts';
import type { LayerEntry } from '../layers/layer-entry.ts';
import { temporaryFolder } from '../layers/temporary-folder.fixture.ts';
import { imageContents } from './image-contents.ts';

/** Each layer, and what an engine takes away before it unpacks it: known by hand, so that nobody has to know whiteouts. */
const steps: readonly { readonly gone: readonly string[]; readonly layer: readonly Part[] }[] = [
  {
    gone: [],
    layer: [
      ...[folder('etc', { mode: 0o755 }), file('etc/passwd', 900), file('etc/shadow', 400, { mode: 0o640 })],
      ...[folder('usr'), folder('usr/lib'), file('usr/lib/libc.so', 70_000), symlink('lib', 'usr/lib')],
      file('lib/libm.so', 600),
      ...[folder('usr/bin'), file('usr/bin/perl', 30_000), hardLink('usr/bin/perl5', 'usr/bin/perl')],
      ...[folder('var/cache'), file('var/cache/a.deb', 5000), file('var/cache/sub/b.deb', 6000)],
      ...[file('turns-into-a-folder', 123), folder('turns-into-a-file'), file('turns-into-a-file/x', 321)],
    ],
  },
  {
    gone: ['etc/shadow', 'var/cache', 'turns-into-a-folder', 'turns-into-a-file', 'usr/bin/perl'],
    layer: [
      ...[whiteout('etc/shadow'), file('etc/passwd', 950), folder('var/cache'), opaque('var/cache')],
      ...[
        file('var/cache/new', 10),
        file('usr/lib/libssl.so', 8000),
        folder('turns-into-a-folder', { mode: 0o700 }),
      ],
      ...[file('turns-into-a-folder/y', 1), file('turns-into-a-file', 2), whiteout('usr/bin/perl')],
    ],
  },
  {
    gone: ['etc/passwd', 'usr/bin/perl5'],
    layer: [
      ...[whiteout('etc/passwd'), file('etc/passwd', 950, { mode: 0o600 }), whiteout('usr/bin/perl5')],
      ...[
        file('usr/lib/libc.so', 71_000),
        hardLink('usr/lib/libc.so.6', 'usr/lib/libc.so'),
        file('größe', 3),
      ],
    ],
  },
];

/** What was shipped and hidden: 900 + 400 + 5000 + 6000 + 123 + 321, then 950, perl with its last name, and libc. */
const wasteBytes = 12_744 + 950 + 30_000 + 70_000;

let image: HandMadeImage;
let work: string;
const run = async (command: string) => {
  const { stdout } = await execa('sh', ['-euc', `umask 022; ${command}`], {
    cwd: work,
    env: { LC_ALL: 'C' },
  });
  return stdout.split('\n').filter(Boolean);
};
const numbers = async (command: string) => (await run(command)).map(Number);

beforeAll(async () => {
  image = await imageOf({ layers: steps.map(({ layer }) => layer) });
});

/** The image unpacked by tar, and what was read of it. */
async function bothWays() {
  work = temporaryFolder();
  mkdirSync(path.join(work, 'root'));
  mkdirSync(path.join(work, 'saved'));
  for (const [index, { gone }] of steps.entries()) {
    writeFileSync(path.join(work, `${index}.tar`), image.layers[index] ?? '');
    for (const name of gone) await run(`rm -r 'root/${name}'`);
    await run(`tar -xpf ${index}.tar -C root --exclude='.wh.*'`);
  }
  const archive = await archiveOf(legacyFiles(image));
  writeFileSync(path.join(work, 'image.tar'), archive);
  await run('tar -xf image.tar -C saved');
  const store = await temporaryLayers();
  const [saved] = await readArchive(inPieces(archive), store);
  if (saved === undefined) throw new Error('no image');
  const tree = new LayeredTree();
  for (const diffId of saved.diffIds) {
    const entries: LayerEntry[] = [];
    await store.eachEntry(diffId, (entry) => entries.push(entry));
    tree.apply(entries);
  }
  return { saved, tree, contents: await imageContents(saved, store) };
}

describe('what was read of an image is what other tools say', () => {
  test('of its layers: sha256sum and wc', async () => {
    const { saved, contents } = await bothWays();
    const sums = await run(`for id in 0 1 2; do sha256sum $id.tar; done`);
    expect(saved.diffIds).toEqual(sums.map((sum) => `sha256:${sum.slice(0, 64)}`));
    expect(contents.layers.map(({ sizeBytes }) => sizeBytes)).toEqual(
      await numbers('wc -c < 0.tar; wc -c < 1.tar; wc -c < 2.tar'),
    );
    expect(contents.sizeBytes).toBe((await numbers('cat saved/*/layer.tar | wc -c'))[0]);
  });

  test('of its files: tar and find', async () => {
    const { tree } = await bothWays();
    const found = await run(
      `find root -mindepth 1 -printf '%y %m %s %P %l\\n' | sed -E 's/^([dl] [0-9]+) [0-9]+/\\1 0/; s/ $//'`,
    );
    const kinds: Partial<Record<LayerEntry['type'], string>> = { file: 'f', directory: 'd', symlink: 'l' };
    const read = Array.from(tree.files(), ({ path: name, entry: { type, mode, size, target } }) => {
      // find shows the permissions of symbolic links as the kernel has them: all.
      const shown = type === 'symlink' ? '777' : mode.toString(8);
      const text = `${kinds[type]} ${shown} ${size} ${Buffer.from(name, 'latin1').toString()}`;
      return target === undefined ? text : `${text} ${target}`;
    });
    expect(read.toSorted()).toEqual(found.toSorted());
  });

  test('of its bytes: find, each file once', async () => {
    const { contents } = await bothWays();
    const [bytes] = await numbers(
      `find root -type f -printf '%i %s\\n' | sort -u | awk '{ sum += $2 } END { print sum }'`,
    );
    expect(contents.rootfsBytes).toBe(bytes);
    expect(contents.wasteBytes).toBe(wasteBytes);
  });

  test('of its folders: du', async () => {
    const { contents } = await bothWays();
    // du counts the folders themselves too, and a file with several names once.
    for (const { path: name, bytes } of contents.largestFolders) {
      const [total = 0] = await numbers(`du -sb 'root${name}' | cut -f 1`);
      const [folders = 0] = await numbers(
        `find 'root${name}' -type d -printf '%s\\n' | awk '{ sum += $1 } END { print sum }'`,
      );
      expect([name, bytes]).toEqual([name, total - folders]);
    }
    expect(contents.largestFolders.map(({ path: name }) => name)).toEqual([
      ...['/usr', '/usr/lib', '/etc', '/var', '/var/cache', '/turns-into-a-folder'],
    ]);
  });

  test('of what has several names: find', async () => {
    const { tree } = await bothWays();
    const found = await run(`find root -type f -links +1 -printf '%P\\n'`);
    const names = Array.from(tree.files(), ({ path: name, inode }) => [name, inode] as const);
    const counts = Map.groupBy(names, ([, inode]) => inode);
    const several = [...counts.values()]
      .filter((group) => group.length > 1)
      .flatMap((group) => group.map(([name]) => name));
    expect(several.toSorted()).toEqual(found.toSorted());
    expect(several).toHaveLength(2);
  });
});
