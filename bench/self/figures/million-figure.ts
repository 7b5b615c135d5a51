import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { pack, type Pack } from 'tar-stream';
import { formatBytes, formatMs } from '../../../src/domain/units.ts';
import type { SelfFigures } from '../../../src/report/table.ts';
import type { Inspector } from '../create-inspector.ts';
import { gzipLayer, writeImage } from '../gzip-image.ts';

const folders = 1000;
const filesEach = 999;

/** What an image of a million entries takes. `inspector` must have weighed nothing else: all that it weighed counts. */
export async function millionFigure(
  inspector: Inspector,
  folder: string,
): Promise<SelfFigures['figures'][number]> {
  await mkdir(folder, { recursive: true });
  const layer = await gzipLayer(millionEntries(), path.join(folder, 'layer'));
  const config = { os: 'linux', architecture: 'amd64', rootfs: { diff_ids: [layer.diffId] } };
  const archive = await writeImage(path.join(folder, 'million.tar'), JSON.stringify(config), [layer]);
  const { wallMs } = await inspector.time(archive);
  await inspector.weigh(archive);
  const { peakBytes } = await inspector.memory();
  return {
    name: 'memory for a million entries',
    value: formatBytes(peakBytes),
    limit: 'under 400 MB',
    how: `peak resident set of \`inspect\`, nothing remembered, ${formatMs(wallMs)}`,
  };
}

/** A tar of folders and small files. */
function millionEntries(): Pack {
  const tar = pack();
  const add = (name: string, content?: string) =>
    new Promise<void>((resolve, reject) => {
      const settle = (error?: Error | null) => (error ? reject(error) : resolve());
      if (content === undefined) tar.entry({ name, type: 'directory' }, settle);
      else tar.entry({ name }, content, settle);
    });
  const all = async () => {
    for (let folder = 0; folder < folders; folder += 1) {
      const name = `usr/lib/package-${folder % 50}/folder-${folder}`;
      await add(name);
      for (let file = 0; file < filesEach; file += 1)
        await add(`${name}/some-file-name-${file}.js`, '0123456789');
    }
    tar.finalize();
  };
  all().catch((error: unknown) => {
    tar.destroy(error as Error);
  });
  return tar;
}
