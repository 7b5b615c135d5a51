import { createHash } from 'node:crypto';
import { createReadStream, type BigIntStats } from 'node:fs';
import { open, stat, type FileHandle } from 'node:fs/promises';
import { StagebenchError } from '../../domain/errors.ts';

/** What is needed of an open file. */
export interface AppendHandle extends Pick<FileHandle, 'sync' | 'truncate' | 'close'> {
  readonly appendFile: (text: string) => Promise<void>;
  readonly stat: (options: { readonly bigint: true }) => Promise<BigIntStats>;
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
  /** Of them. */
  readonly #hash = createHash('sha256');
  /** When the file was changed last, by us; nothing before that. */
  #times: string | undefined;
  #broken: Error | undefined;

  private constructor(file: string, handle: AppendHandle, size: number) {
    this.#file = file;
    this.#handle = handle;
    this.#size = size;
  }

  /** Only its user reads it: what a build has said may hold more than was meant to be told. */
  static async create(file: string, head: string, openFile: OpenFile = open): Promise<AppendFile> {
    const appender = new AppendFile(file, await openFile(file, 'ax', 0o600), 0);
    return appender.#closedUnless(() => appender.append(head));
  }

  /**
   * Goes on with a file (or makes it): what lies behind its first `keep` bytes is cut off; one of no bytes gets its head.
   * `digest` is that of the whole file when it was read (`fileDigest`). Throws ROWS_CHANGED if it is another one now, and
   * has cut off nothing then.
   */
  static async reopen(
    file: string,
    { keep, digest }: { readonly keep: number; readonly digest: string },
    head: string,
    openFile: OpenFile = open,
  ): Promise<AppendFile> {
    const handle = await openFile(file, 'a', 0o600);
    const appender = new AppendFile(file, handle, keep);
    return appender.#closedUnless(async () => {
      const whole = createHash('sha256');
      let at = 0;
      for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
        whole.update(piece);
        appender.#hash.update(piece.subarray(0, Math.max(0, keep - at)));
        at += piece.length;
      }
      if (whole.digest('hex') !== digest)
        throw new StagebenchError('ROWS_CHANGED', `${file} was changed by somebody else after it was read.`);
      await handle.truncate(keep);
      await appender.append(keep === 0 ? head : '');
    });
  }

  /** Nobody else closes a file that was opened in vain. */
  async #closedUnless(begin: () => Promise<void>): Promise<this> {
    try {
      await begin();
      return this;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Throws ROWS_CHANGED if somebody else has written the file since, and what the file system says. */
  async append(text: string): Promise<void> {
    const before = this.#broken ?? (await this.changed());
    if (before !== undefined) throw (this.#broken = before);
    try {
      await this.#handle.appendFile(text);
      await this.#handle.sync();
      this.#times = timesOf(await this.#handle.stat({ bigint: true }));
    } catch (error) {
      this.#broken = error as Error;
      await this.#takeBack();
      throw error;
    }
    this.#size += Buffer.byteLength(text);
    this.#hash.update(text);
  }

  /**
   * ROWS_CHANGED if the file is not what was written here: longer, shorter, with other bytes in it, or another one. Its
   * bytes are looked at if it was touched since; two changes in one tick of the file system's clock have one time, so
   * `thorough` looks at them whatever the time.
   */
  async changed({ thorough = false } = {}): Promise<StagebenchError | undefined> {
    // What is wrong with it after a failure was our own doing.
    if (this.#broken !== undefined) return undefined;
    const fail = (what: string) =>
      new StagebenchError('ROWS_CHANGED', `${this.#file} ${what} while the run went on.`);
    const own = await this.#handle.stat({ bigint: true });
    const named = await stat(this.#file, { bigint: true }).catch((error: unknown) => {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
      throw error;
    });
    if (named === undefined) return fail('was removed');
    if (named.ino !== own.ino || named.dev !== own.dev) return fail('was replaced');
    const more = Number(own.size) - this.#size;
    if (more !== 0)
      return fail(`was changed by somebody else (${Math.abs(more)} bytes ${more < 0 ? 'less' : 'more'})`);
    const times = timesOf(own);
    if (this.#times === undefined || (this.#times === times && !thorough)) return undefined;
    if (!(await this.#isAsWritten())) return fail('was changed by somebody else (as long as before)');
    // Touched only: a new mode, another name of the same file.
    this.#times = times;
    return undefined;
  }

  async #isAsWritten(): Promise<boolean> {
    const found = createHash('sha256');
    for await (const piece of createReadStream(this.#file) as AsyncIterable<Buffer>) found.update(piece);
    return found.digest('hex') === this.#hash.copy().digest('hex');
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
      // Then it stays as it is: its reader cuts off the torn row.
    }
  }
}

/** Times alone can be set back (utimes); that of the change of the file's state cannot. */
const timesOf = ({ mtimeNs, ctimeNs }: BigIntStats): string => `${mtimeNs} ${ctimeNs}`;

/** What a file is known by when it is opened again. */
export const fileDigest = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
