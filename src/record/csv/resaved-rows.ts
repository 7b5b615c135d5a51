import { createHash } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { chmod, copyFile, open, rename, rm } from 'node:fs/promises';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { parse } from 'csv-parse';
import { stringify } from 'csv-stringify';
import { StagebenchError } from '../../domain/errors.ts';
import { heads } from './columns.ts';
import { LineEnds } from './line-ends.ts';
import { anyLineEnd, headBytes, resavedHow } from './resaved-how.ts';

/**
 * Writes the files of rows that another program has saved as they were: the same fields, in the form that rows are appended
 * in. What was there is kept beside, and what is torn at the end stays torn. No file is in memory as a whole. Resolves with
 * what was done, in words. Throws RESULTS_UNREADABLE and RESULTS_NOT_WRITABLE, and then has not touched the file.
 */
export async function repairResaved(folder: string): Promise<string[]> {
  const done: string[] = [];
  for (const [name, head] of Object.entries(heads)) {
    const file = path.join(folder, `${name}.csv`);
    const found = await look(file, head);
    if (found?.how === undefined) continue;
    const { how, whole } = found;
    const fresh = `${file}.new`;
    try {
      const rows = await writeSame(file, whole, fresh);
      const backup = await backUp(file);
      await rename(fresh, file);
      done.push(
        `repaired ${file}: it had ${how}; its ${rows} rows are the same, field by field; what was there is kept as ${path.basename(backup)}`,
      );
    } catch (error) {
      // What is told is the first fault, not that of tidying up.
      await rm(fresh, { force: true }).catch(() => undefined);
      if (error instanceof StagebenchError) throw error;
      const why = `${file} cannot be repaired: ${(error as Error).message}`;
      const isSystems = (error as NodeJS.ErrnoException).syscall !== undefined;
      throw new StagebenchError(isSystems ? 'RESULTS_NOT_WRITABLE' : 'RESULTS_UNREADABLE', `${why}.`, {
        cause: error,
      });
    }
  }
  return done;
}

/** In what form the file is, and how many of its bytes are whole lines; nothing if it was not made yet. */
async function look(
  file: string,
  head: string,
): Promise<{ how: string | undefined; whole: number } | undefined> {
  const lines = new LineEnds();
  let start = Buffer.alloc(0);
  let size = 0;
  try {
    for await (const piece of createReadStream(file) as AsyncIterable<Buffer>) {
      lines.take(piece);
      size += piece.length;
      if (start.length < headBytes) start = Buffer.concat([start, piece]);
    }
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return undefined;
    throw new StagebenchError('RESULTS_UNREADABLE', `${file} cannot be read: ${code}.`, { cause: error });
  }
  // A head whose line does not end is whole if it has all columns.
  return { how: resavedHow(start, lines, head), whole: lines.ends.at(-1) ?? size };
}

/** Writes the rows into another file, on the disk before it has the name. Resolves with how many there are. */
async function writeSame(file: string, whole: number, fresh: string): Promise<number> {
  await rm(fresh, { force: true });
  const before = new Fields();
  await pipeline(
    createReadStream(file, { end: whole - 1 }),
    parse({ bom: true, skip_empty_lines: true, relax_column_count: true, record_delimiter: anyLineEnd }),
    before.stream(),
    stringify(),
    createWriteStream(fresh, { flags: 'wx', mode: 0o600 }),
  );
  const after = new Fields();
  await pipeline(createReadStream(fresh), parse({ relax_column_count: true }), after.stream().resume());
  if (before.digest() !== after.digest()) throw new Error('its rows would not stay the same');
  const handle = await open(fresh, 'a');
  try {
    // A resumed run cuts off a torn row, as in any file.
    for await (const piece of createReadStream(file, { start: whole }) as AsyncIterable<Buffer>)
      await handle.appendFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
  return before.count - 1;
}

/** The records that went through, as one digest of all their fields. */
class Fields {
  readonly #hash = createHash('sha256');
  #columns: number | undefined;
  /** The row before, if it has other columns than the head: the last one may, as a row that was torn. */
  #torn: number | undefined;
  count = 0;

  stream(): Transform {
    return new Transform({
      objectMode: true,
      transform: (record: string[], _, done) => {
        if (this.#torn !== undefined) {
          done(new Error(`row ${this.#torn} has not the columns of its head`));
          return;
        }
        this.count += 1;
        this.#columns ??= record.length;
        if (record.length !== this.#columns) this.#torn = this.count - 1;
        this.#hash.update(JSON.stringify(record));
        done(null, record);
      },
    });
  }

  digest(): string {
    return this.#hash.digest('hex');
  }
}

/** Copies the file beside itself, under a name that nothing has yet. Only its user reads it, whoever read it before. */
async function backUp(file: string): Promise<string> {
  for (let number = 1; ; number += 1) {
    const backup = `${file}.before-repair${number === 1 ? '' : `-${number}`}`;
    try {
      await copyFile(file, backup, constants.COPYFILE_EXCL);
      await chmod(backup, 0o600);
      return backup;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
  }
}
