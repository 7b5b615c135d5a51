import { open, type FileHandle } from 'node:fs/promises';

/** A file that only grows: each append is on the disk (fsync) before the promise resolves. */
export class AppendFile {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  /** Only its user reads it: what a build has said may hold more than was meant to be told. */
  static async create(file: string, head: string): Promise<AppendFile> {
    const appender = new AppendFile(await open(file, 'ax', 0o600));
    await appender.append(head);
    return appender;
  }

  /** Goes on with a file (or makes it): what lies behind its first `keep` bytes is cut off; one of no bytes gets its head. */
  static async reopen(file: string, keep: number, head: string): Promise<AppendFile> {
    const handle = await open(file, 'a');
    await handle.truncate(keep);
    const appender = new AppendFile(handle);
    await appender.append(keep === 0 ? head : '');
    return appender;
  }

  async append(text: string): Promise<void> {
    await this.#handle.appendFile(text);
    await this.#handle.sync();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }
}
