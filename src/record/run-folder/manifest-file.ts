import { randomBytes } from 'node:crypto';
import { open, readdir, rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { RunManifest } from '../manifest.ts';
import { ManifestTexts } from './manifest-texts.ts';

const beginning = 'run.json.new';

/** What sessions have left in a run's folder that were killed while they wrote its run.json. */
export async function halfManifests(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => name.startsWith(beginning)).map((name) => path.join(folder, name));
}

/** The run.json of a run that goes on. Only this process writes it, and only its user reads it. */
export class ManifestFile {
  readonly #file: string;
  readonly #texts: ManifestTexts;
  /** Tells the file that was written last from any other of its name. */
  #written: string | undefined;

  /** `secrets`: what `secretsIn` found; they are masked wherever they stand. */
  constructor(folder: string, secrets: readonly string[] = []) {
    this.#file = path.join(folder, 'run.json');
    this.#texts = new ManifestTexts(secrets);
  }

  /**
   * Written beside, on the disk, and renamed: a reader never sees half of it, nor does a power loss leave one. Beside is a
   * name that nothing has: a file that is there would keep its mode, and might be of another session. Throws ROWS_CHANGED,
   * and what the file system says.
   */
  async write(manifest: RunManifest): Promise<void> {
    await this.refuseChanged();
    const fresh = path.join(path.dirname(this.#file), `${beginning}-${randomBytes(4).toString('hex')}`);
    try {
      const handle = await open(fresh, 'wx', 0o600);
      try {
        await handle.writeFile(this.#texts.of(manifest));
        await handle.sync();
      } finally {
        await handle.close();
      }
      const written = await identity(fresh);
      await rename(fresh, this.#file);
      this.#written = written;
    } finally {
      await rm(fresh, { force: true });
    }
  }

  /** Throws ROWS_CHANGED if somebody else has written the file since: another session goes on with the run. */
  async refuseChanged(): Promise<void> {
    if (this.#written === undefined || (await identity(this.#file)) === this.#written) return;
    throw new StagebenchError(
      'ROWS_CHANGED',
      `${this.#file} was changed by somebody else while the run went on.`,
    );
  }
}

/** A number of a file that was removed may be given to the next one: only with its time is it of one file. */
async function identity(file: string): Promise<string | undefined> {
  try {
    const { dev, ino, size, mtimeNs } = await stat(file, { bigint: true });
    return [dev, ino, size, mtimeNs].join(' ');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
}
