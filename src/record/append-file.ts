import { open, type FileHandle } from 'node:fs/promises';

/** A file that only grows: each append is on the disk (fsync) before the promise resolves. */
export class AppendFile {
  readonly #handle: FileHandle;

  private constructor(handle: FileHandle) {
    this.#handle = handle;
  }

  static async create(file: string, head: string): Promise<AppendFile> {
    const appender = new AppendFile(await open(file, 'ax'));
    await appender.append(head);
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
