/** The folder in which layers are remembered cannot be written: what is read is whole. `message` is the file system's. */
export class NotKept extends Error {
  override readonly name = 'NotKept';

  /** The file system's, if it came with one. */
  readonly code: string | undefined;

  constructor(cause: unknown) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.code = (cause as NodeJS.ErrnoException | undefined)?.code;
  }
}
