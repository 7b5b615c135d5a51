import { open, stat, type FileHandle } from 'node:fs/promises';
import { StagebenchError } from '../domain/errors.ts';

/** What is needed of an open file. */
export interface AppendHandle extends Pick<FileHandle, 'sync' | 'stat' | 'truncate' | 'close'> {
  readonly appendFile: (text: string) => Promise<void>;
}
export type OpenFile = (file: string, flags: 'ax' | 'a', mode?: number) => Promise<AppendHandle>;

/**
 * A file that only grows: each append is on the disk (fsync) before the promise resolves. One that fails is taken back as
 * far as that can be done, and is the last: after a failed fsync nobody knows what the disk holds
 * (https://wiki.postgresql.org/wiki/Fsync_Errors), and what is written again might stand there twice.
 */
export class AppendFile {
  readonly #file: string;
  readonly #handle: AppendHandle;
  /** Bytes that are known to be on the disk. */
  #size: number;
  #broken: Error | undefined;

  private constructor(file: string, handle: AppendHandle, size: number) {
    this.#file = file;
    this.#handle = handle;
    this.#size = size;
  }

  /** Only its user reads it: what a build has said may hold more than was meant to be told. */
  static async create(file: string, head: string, openFile: OpenFile = open): Promise<AppendFile> {
    const appender = new AppendFile(file, await openFile(file, 'ax', 0o600), 0);
    await appender.append(head);
    return appender;
  }

  /** Goes on with a file (or makes it): what lies behind its first `keep` bytes is cut off; one of no bytes gets its head. */
  static async reopen(
    file: string,
    keep: number,
    head: string,
    openFile: OpenFile = open,
  ): Promise<AppendFile> {
    const handle = await openFile(file, 'a');
    await handle.truncate(keep);
    const appender = new AppendFile(file, handle, keep);
    await appender.append(keep === 0 ? head : '');
    return appender;
  }

  /** Throws ROWS_CHANGED if somebody else has written the file since, and what the file system says. */
  async append(text: string): Promise<void> {
    const before = this.#broken ?? (await this.changed());
    if (before !== undefined) throw (this.#broken = before);
    try {
      await this.#handle.appendFile(text);
      await this.#handle.sync();
    } catch (error) {
      this.#broken = error as Error;
      await this.#takeBack();
      throw error;
    }
    this.#size += Buffer.byteLength(text);
  }

  /** ROWS_CHANGED if the file is not what was written here: longer, shorter, or another one. */
  async changed(): Promise<StagebenchError | undefined> {
    // What is wrong with it after a failure was our own doing.
    if (this.#broken !== undefined) return undefined;
    const fail = (what: string) =>
      new StagebenchError('ROWS_CHANGED', `${this.#file} ${what} while the run went on.`);
    const own = await this.#handle.stat();
    const named = await stat(this.#file).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (named === undefined) return fail('was removed');
    if (named.ino !== own.ino || named.dev !== own.dev) return fail('was replaced');
    if (own.size === this.#size) return undefined;
    const bytes = Math.abs(own.size - this.#size);
    return fail(`was changed by somebody else (${bytes} bytes ${own.size < this.#size ? 'less' : 'more'})`);
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  /** A row that was written in part, or that may be lost with the next power loss, must not look like one that stands. */
  async #takeBack(): Promise<void> {
    try {
      await this.#handle.truncate(this.#size);
      await this.#handle.sync();
    } catch {
      // Then it stays as it is: whoever reads it cuts off what is torn.
    }
  }
}
