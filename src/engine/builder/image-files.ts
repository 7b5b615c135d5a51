import { createReadStream, existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { pack, type Pack } from 'tar-stream';
import type { ImageInspection } from '../engine.ts';
import { unpack } from './unpack.ts';

/** One image of a `manifest.json`, as `docker save` writes it. */
interface Saved {
  readonly Config: string;
  readonly RepoTags?: readonly string[] | null;
  readonly Layers: readonly string[];
}

/** An image in the folder that its archive was unpacked to. */
interface Kept {
  readonly folder: string;
  readonly saved: Saved;
  /** Whether the folder goes with the image. */
  readonly isOurs: boolean;
}

/** What is read of a config: https://github.com/opencontainers/image-spec/blob/main/config.md */
interface Config {
  readonly os: string;
  readonly architecture: string;
  readonly variant?: string;
  readonly config?: { readonly User?: string; readonly Labels?: Readonly<Record<string, string>> | null };
  readonly rootfs: { readonly diff_ids?: readonly string[] | null };
  readonly history?: readonly unknown[];
}

/** Images as files, where no engine keeps them: bases that lie in `layouts`, and what is added, in `folder`. */
export class ImageFiles {
  readonly #folder: string;
  readonly #layouts: string;
  #known: Promise<Map<string, Kept>> | undefined;

  constructor(folder: string, layouts: string) {
    this.#folder = folder;
    this.#layouts = layouts;
  }

  async add(archive: Readable): Promise<void> {
    const folder = await mkdtemp(path.join(this.#folder, 'image-'));
    await unpack(archive, folder);
    const known = await this.#all();
    for (const [tag, image] of await imagesIn(folder, true)) known.set(tag, image);
  }

  async remove(ref: string): Promise<void> {
    const known = await this.#all();
    const image = known.get(ref);
    if (image?.isOurs !== true) return;
    known.delete(ref);
    await rm(image.folder, { recursive: true, force: true });
  }

  /** Undefined if there is none. Its id is the digest of its config, as on the classic store. */
  async inspect(ref: string): Promise<Omit<ImageInspection, 'engineSizeBytes'> | undefined> {
    const image = (await this.#all()).get(ref);
    if (image === undefined) return undefined;
    const { Config: name } = image.saved;
    const document = await readFile(path.join(image.folder, name), 'utf8');
    const { os, architecture, variant, config, rootfs, history = [] } = JSON.parse(document) as Config;
    return {
      imageId: `sha256:${path.basename(name, '.json')}`,
      platform: [os, architecture, variant].filter(Boolean).join('/'),
      diffIds: rootfs.diff_ids ?? [],
      historySteps: history.length,
      user: config?.User ?? '',
      labels: config?.Labels ?? {},
    };
  }

  /** Those that were added: `id tag`. */
  async list(): Promise<string[]> {
    return [...(await this.#all())].flatMap(([tag, { isOurs }]) => (isOurs ? [tag] : []));
  }

  /** One archive of them all, in which a blob that several share stands once. */
  async save(refs: readonly string[]): Promise<Readable> {
    const known = await this.#all();
    const images = refs.flatMap((ref) => known.get(ref) ?? []);
    const packed = pack();
    write(packed, images).catch((error: unknown) => packed.destroy(error as Error));
    return Readable.from(packed as AsyncIterable<Buffer>);
  }

  #all(): Promise<Map<string, Kept>> {
    this.#known ??= this.#readLayouts();
    return this.#known;
  }

  async #readLayouts(): Promise<Map<string, Kept>> {
    const names = await readdir(this.#layouts).catch(() => []);
    // One that is being written has another name.
    const whole = names.filter((name) => !name.includes('.'));
    const each = await Promise.all(whole.map((name) => imagesIn(path.join(this.#layouts, name), false)));
    return new Map(each.flat());
  }
}

async function imagesIn(folder: string, isOurs: boolean): Promise<[string, Kept][]> {
  const file = path.join(folder, 'manifest.json');
  if (!existsSync(file)) return [];
  const all = JSON.parse(await readFile(file, 'utf8')) as readonly Saved[];
  return all.flatMap((saved) =>
    (saved.RepoTags ?? []).map((tag): [string, Kept] => [tag, { folder, saved, isOurs }]),
  );
}

async function write(packed: Pack, images: readonly Kept[]): Promise<void> {
  packed.entry({ name: 'manifest.json' }, JSON.stringify(images.map(({ saved }) => saved)));
  const blobs = images.flatMap(({ folder, saved: { Config: config, Layers: layers } }) =>
    [config, ...layers].map((name): [string, string] => [name, path.join(folder, name)]),
  );
  for (const [name, file] of new Map(blobs)) {
    const { size } = await stat(file);
    await pipeline(createReadStream(file), packed.entry({ name, size }));
  }
  packed.finalize();
}
