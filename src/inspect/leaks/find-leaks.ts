import { pipeline } from 'node:stream/promises';
import { extract } from 'tar-stream';
import { StagebenchError } from '../../domain/errors.ts';
import type { Engine } from '../../engine/engine.ts';
import { decoderFor, longestMagic } from '../archive/compression/decoders.ts';
import { cleanPath } from '../layers/clean-path.ts';
import { TarReader, type ContentSink, type TarEntry } from '../tar/tar-reader.ts';
import { ByteSearch, type Needle } from './byte-search.ts';

/** A secret in an image, where everybody who has the image can read it. */
export interface Leak {
  /** Its name, and not what it holds. */
  readonly secret: string;
  /** A file of a layer, even if a later layer removes it; undefined: the history or the settings of the image. */
  readonly file: string | undefined;
}

/** So many files are named of a secret. */
const mostFiles = 3;

/** Where a tar says what it is; the first header has that many bytes. */
const tarMark = { at: 257, text: 'ustar', header: 512 };

/**
 * Looks for secrets in all layers of an image, and in its history and settings. Nothing is unpacked or held. Throws ENGINE_LOST,
 * ENGINE_REQUEST, and IMAGE_UNREADABLE for what is no archive.
 */
export async function findLeaks(
  engine: Pick<Engine, 'saveImages'>,
  ref: string,
  needles: readonly Needle[],
  signal?: AbortSignal,
): Promise<Leak[]> {
  const archive = await engine.saveImages([ref]);
  const leaks: Leak[] = [];
  try {
    const entries = extract();
    // An archive that breaks off ends the reading, and not the program.
    archive.on('error', (error) => entries.destroy(error));
    for await (const entry of archive.pipe(entries)) {
      signal?.throwIfAborted();
      // Its pieces are bytes: nobody has given it an encoding.
      leaks.push(...(await leaksOf(entry as AsyncIterable<Buffer>, needles)));
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof StagebenchError) throw error;
    const why = `${ref} could not be searched for secrets: ${(error as Error).message}.`;
    throw new StagebenchError('IMAGE_UNREADABLE', why, { cause: error });
  } finally {
    archive.destroy();
  }
  return shortened(leaks);
}

/** Of one file of the archive: a layer, compressed or not, or a document. */
async function leaksOf(entry: AsyncIterable<Buffer>, needles: readonly Needle[]): Promise<Leak[]> {
  const { head, rest } = await startOf(entry, longestMagic);
  const decoder = decoderFor(head);
  if (decoder === undefined) return leaksIn(joined(head, rest), needles);
  const [leaks] = await Promise.all([leaksIn(decoder, needles), pipeline(joined(head, rest), decoder)]);
  return leaks;
}

async function leaksIn(bytes: AsyncIterable<Buffer>, needles: readonly Needle[]): Promise<Leak[]> {
  const { head, rest } = await startOf(bytes, tarMark.header);
  const isTar = head.toString('latin1', tarMark.at, tarMark.at + tarMark.text.length) === tarMark.text;
  const leaks: Leak[] = [];
  const search = isTar ? tarSearch(needles, leaks) : documentSearch(needles, leaks);
  for await (const piece of joined(head, rest)) search.write(piece);
  search.end();
  return leaks;
}

function tarSearch(needles: readonly Needle[], leaks: Leak[]): Pick<TarReader, 'write' | 'end'> {
  return new TarReader((entry: TarEntry): ContentSink => {
    const search = new ByteSearch(needles);
    return {
      write: (piece) => search.write(piece),
      end: () => {
        for (const secret of search.found) leaks.push({ secret, file: nameOf(entry) });
      },
    };
  });
}

/** A tar keeps names as bytes. */
const nameOf = ({ name }: TarEntry): string => cleanPath(Buffer.from(name, 'latin1').toString());

function documentSearch(needles: readonly Needle[], leaks: Leak[]) {
  const search = new ByteSearch(needles);
  return {
    write: (piece: Buffer) => search.write(piece),
    end: () => {
      for (const secret of search.found) leaks.push({ secret, file: undefined });
    },
  };
}

/** The first bytes, and what follows them. */
async function startOf(bytes: AsyncIterable<Buffer>, length: number) {
  const rest = bytes[Symbol.asyncIterator]();
  let head = Buffer.alloc(0);
  while (head.length < length) {
    const next = await rest.next();
    if (next.done) break;
    head = Buffer.concat([head, next.value]);
  }
  return { head, rest };
}

async function* joined(head: Buffer, rest: AsyncIterator<Buffer>): AsyncGenerator<Buffer> {
  if (head.length > 0) yield head;
  for (;;) {
    const next = await rest.next();
    if (next.done) return;
    yield next.value;
  }
}

/** Each once, and not more than a few files of each secret. */
function shortened(leaks: readonly Leak[]): Leak[] {
  const once = [...new Map(leaks.map((leak) => [`${leak.secret}\0${leak.file ?? ''}`, leak])).values()];
  return [...Map.groupBy(once, ({ secret }) => secret).values()].flatMap((same) => same.slice(0, mostFiles));
}
