import { access, constants, lstat, mkdir, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { listText } from '../../../src/report/words/list-text.ts';

/** A file as it is and as it is to be: a page, or a chart beside it. */
export interface Written {
  /** As people read it. */
  readonly file: string;
  /** Where it lies. */
  readonly place: string;
  /** Undefined if it is not there yet. */
  readonly before: string | undefined;
  readonly text: string;
  /** The parts of a page that are not as they are to be, in words. */
  readonly stale: readonly string[];
  /** The marker of a chart. */
  readonly where?: string;
}

/** The nearest folder above a place that is there, or whatever else stands in its way. */
export async function nearestAbove(place: string): Promise<string> {
  const above = path.dirname(place);
  const isThere = await lstat(above).then(
    () => true,
    () => false,
  );
  return isThere || above === path.dirname(above) ? above : nearestAbove(above);
}

/**
 * Writes files. Throws PAGE_NOT_WRITABLE before the first one if one of them cannot be written, and OUTPUT_UNWRITTEN, with what was
 * written, for what nobody could know.
 */
export async function writeFiles(files: readonly Written[]): Promise<void> {
  const reasons = await Promise.all(files.map(whyNot));
  const locked = files.flatMap(({ file }, index) => {
    const why = reasons[index];
    return why === undefined ? [] : [`${file} (${why})`];
  });
  if (locked.length > 0)
    throw new StagebenchError('PAGE_NOT_WRITABLE', `Nothing was written. Not writable: ${listText(locked)}.`);
  const done: string[] = [];
  for (const { file, place, text } of files) {
    try {
      await mkdir(path.dirname(place), { recursive: true });
      await writeFile(place, text);
    } catch (error) {
      const { code } = error as NodeJS.ErrnoException;
      throw new StagebenchError(
        'OUTPUT_UNWRITTEN',
        `${file} could not be written: ${code}. Written before it: ${done.length === 0 ? 'nothing' : listText(done)}.`,
        { cause: error },
      );
    }
    done.push(file);
  }
}

/** Why a file cannot be written; undefined if nothing is known that speaks against it. */
async function whyNot({ place, before }: Written): Promise<string | undefined> {
  if (before !== undefined) return refused(place, constants.W_OK);
  const above = await nearestAbove(place);
  const found = await stat(above).catch(() => undefined);
  if (found?.isDirectory() !== true) return `${above} is no folder`;
  return refused(above, constants.W_OK | constants.X_OK);
}

const refused = (place: string, mode: number): Promise<string | undefined> =>
  access(place, mode).then(
    () => undefined,
    (error: unknown) => `${place}: ${(error as NodeJS.ErrnoException).code}`,
  );
