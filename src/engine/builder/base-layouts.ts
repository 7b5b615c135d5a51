import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { Engine } from '../engine.ts';
import { unpack } from './unpack.ts';

/**
 * Images of an engine as OCI layouts, which BuildKit takes from its client: so a builder elsewhere gets the same base, byte for
 * byte. They lie in `folder` by their content, and are written once.
 */
export class BaseLayouts {
  readonly #engine: Engine;
  readonly #folder: string;
  readonly #known = new Map<string, Promise<string>>();

  constructor(engine: Engine, folder: string) {
    this.#engine = engine;
    this.#folder = folder;
  }

  /** As a named context: `oci-layout://FOLDER@DIGEST`. Rejects with IMAGE_NOT_FOUND, IMAGE_UNREADABLE. */
  contextOf(ref: string): Promise<string> {
    const known = this.#known.get(ref) ?? this.#provide(ref);
    this.#known.set(ref, known);
    known.catch(() => this.#known.delete(ref));
    return known;
  }

  async #provide(ref: string): Promise<string> {
    const image = await this.#engine.inspectImage(ref);
    if (image === undefined)
      throw new StagebenchError('IMAGE_NOT_FOUND', `The engine has no image ${ref} for the builder.`);
    // The name is part of what is saved.
    const name = createHash('sha256').update(`${image.imageId} ${ref}`).digest('hex').slice(0, 24);
    const target = path.join(this.#folder, name);
    if (!existsSync(target)) await this.#write(ref, target);
    return `oci-layout://${target}@${await digestIn(target, ref)}`;
  }

  /** A layout that is there is whole: it gets its name last. */
  async #write(ref: string, target: string): Promise<void> {
    const unfinished = `${target}.${process.pid}`;
    await rm(unfinished, { recursive: true, force: true });
    await mkdir(unfinished, { recursive: true });
    try {
      const archive = await this.#engine.saveImages([ref]);
      await unpack(archive, unfinished).catch((error: unknown) => {
        throw error instanceof StagebenchError ? error : unreadable(ref, (error as Error).message);
      });
      await rename(unfinished, target).catch((error: unknown) => {
        // Another process has written the same.
        if (!existsSync(target)) throw error;
      });
    } finally {
      await rm(unfinished, { recursive: true, force: true });
    }
  }
}

/** The digest of the one image in a layout. */
async function digestIn(folder: string, ref: string): Promise<string> {
  const text = await readFile(path.join(folder, 'index.json'), 'utf8').catch((error: unknown) => {
    throw unreadable(ref, (error as Error).message);
  });
  const { manifests } = JSON.parse(text) as { readonly manifests?: readonly { readonly digest: string }[] };
  const [first] = manifests ?? [];
  if (first === undefined) throw unreadable(ref, 'no image lies in what the engine saved');
  return first.digest;
}

const unreadable = (ref: string, why: string): StagebenchError =>
  new StagebenchError('IMAGE_UNREADABLE', `${ref} cannot be handed to the builder: ${why}.`);
