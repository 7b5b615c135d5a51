import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { pipeline } from 'node:stream/promises';
import { StagebenchError } from '../../domain/errors.ts';
import { execaInTime } from '../../node/execa-in-time.ts';
import type { Engine } from '../engine.ts';

/** How long unpacking an image may take; ms. */
const unpackMs = 600_000;

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
      const unpacking = execaInTime('tar', ['-x', '-C', unfinished], {
        ...{ stdin: 'pipe', stdout: 'ignore', reject: false, timeout: unpackMs },
      });
      const sent = pipeline(archive, unpacking.stdin);
      const [result] = await Promise.all([unpacking, sent.catch(() => undefined)]);
      if (result.failed) throw unreadable(ref, result.stderr || result.shortMessage || 'tar failed');
      await sent;
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
