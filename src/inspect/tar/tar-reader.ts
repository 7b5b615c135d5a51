import { paxRecords } from './pax-records.ts';
import { mostSparseParts, oldSparseParts, sparseParts, type SparsePart } from './sparse-map.ts';
import { blockBytes, isZeros, parseTarHeader, type TarHeader } from './tar-header.ts';

/** An entry of a tar archive, with everything that its extended headers say put in. */
export interface TarEntry {
  /** As in the archive, byte for byte. */
  readonly name: string;
  readonly linkName: string;
  readonly typeFlag: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly mtime: number;
  /** Apparent bytes of the content, holes included. */
  readonly size: number;
  /** True if what follows in the archive is not the content as it is, but its parts between holes. */
  readonly sparse: boolean;
  /** Those parts, if they were asked for and are told before the content. */
  readonly sparseParts?: readonly SparsePart[];
  /** The PAX records of the entry that are known here; one without a value takes back an earlier one and is not told. */
  readonly records: ReadonlyMap<string, string>;
}

/** Takes the content of an entry, piece by piece; the pieces are only valid during the call. */
export interface ContentSink {
  write(piece: Buffer): void;
  end(): void;
}

/** Extended headers are read whole; more than this is refused (Go's archive/tar draws the line at the same place). */
const largestExtendedHeader = 1024 * 1024;

/** The records that say something here. Every entry carries the global ones: of others there may be a megabyte. */
const knownRecords = new Set([
  ...['path', 'linkpath', 'size', 'uid', 'gid', 'mtime', 'SCHILY.xattr.security.capability'],
  ...['GNU.sparse.major', 'GNU.sparse.name', 'GNU.sparse.realsize', 'GNU.sparse.size', 'GNU.sparse.map'],
]);

const noRecords: ReadonlyMap<string, string> = new Map();

/** Types without content, whatever size their header tells: links, devices, directories, pipes. */
const headerOnly = new Set(['1', '2', '3', '4', '5', '6']);

type State = 'header' | 'sparse-map' | 'extended' | 'content' | 'padding' | 'last-zeros' | 'end';

/**
 * Reads a tar archive as its bytes arrive, and holds none of them: one pass, no stream per entry. Whoever asks for
 * the content of an entry gets it in pieces. Throws a plain Error where the archive is damaged.
 */
export class TarReader {
  readonly #onEntry: (entry: TarEntry) => ContentSink | undefined;
  #state: State = 'header';
  /** Bytes of the state that are still to come. */
  #missing = blockBytes;
  /** Bytes that are behind. */
  #position = 0;
  #padding = 0;
  /** Collects headers that arrive in pieces. */
  #pieces: Buffer[] = [];
  #header: TarHeader | undefined;
  #sink: ContentSink | undefined;
  #globalRecords: ReadonlyMap<string, string> = new Map();
  #records: ReadonlyMap<string, string> | undefined;
  #longName: string | undefined;
  #longLinkName: string | undefined;
  /** Of an old GNU sparse file; undefined if nobody wants them. */
  readonly #sparseParts: SparsePart[] | undefined;

  /** `sparse`: also where the parts of sparse files belong. */
  constructor(onEntry: (entry: TarEntry) => ContentSink | undefined, { sparse = false } = {}) {
    this.#onEntry = onEntry;
    this.#sparseParts = sparse ? [] : undefined;
  }

  write(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length && this.#state !== 'end') {
      const start = at;
      at = Math.min(chunk.length, start + this.#missing);
      this.#position += at - start;
      this.#missing -= at - start;
      if (this.#state === 'content') this.#sink?.write(chunk.subarray(start, at));
      else if (this.#state !== 'padding') this.#collect(chunk.subarray(start, at));
      while (this.#missing === 0 && this.#state !== ('end' as State)) this.#finishState();
    }
  }

  /** Where in the archive the reader is: in `onEntry`, where the content of the entry begins. Bytes. */
  get position(): number {
    return this.#position;
  }

  /** For whoever can seek: goes past bytes of a content that nobody asked for, at most so many; how many they were. */
  skip(most: number): number {
    if (this.#state !== 'content' || this.#sink !== undefined) return 0;
    const skipped = Math.min(most, this.#missing);
    this.#position += skipped;
    this.#missing -= skipped;
    while (this.#missing === 0 && this.#state !== ('end' as State)) this.#finishState();
    return skipped;
  }

  /** Whether the archive has come to its end; what follows is not looked at. */
  get ended(): boolean {
    return this.#state === 'end';
  }

  /** To be called after the last byte. An archive without the two blocks of zeros at its end is accepted, a torn one is not. */
  end(): void {
    const announced = this.#records ?? this.#longName ?? this.#longLinkName;
    const between = this.#state === 'last-zeros' || (this.#state === 'header' && announced === undefined);
    const atBorder = between && this.#pieces.length === 0;
    if (this.#state !== 'end' && !atBorder)
      throw new Error('a tar archive that ends in the middle of an entry');
  }

  /** A header that lies in one chunk is not copied. */
  #collect(piece: Buffer): void {
    this.#pieces.push(this.#missing === 0 ? piece : Buffer.from(piece));
  }

  #collected(): Buffer {
    const [first] = this.#pieces;
    const all = this.#pieces.length === 1 && first !== undefined ? first : Buffer.concat(this.#pieces);
    this.#pieces = [];
    return all;
  }

  #enter(state: State, bytes: number): void {
    this.#state = state;
    this.#missing = bytes;
  }

  #finishState(): void {
    switch (this.#state) {
      case 'header':
        this.#takeHeader(this.#collected());
        break;
      case 'sparse-map':
        this.#takeSparseMap(this.#collected());
        break;
      case 'extended':
        this.#takeExtended(this.#collected());
        this.#enter('padding', this.#padding);
        break;
      case 'content':
        this.#sink?.end();
        this.#sink = undefined;
        this.#enter('padding', this.#padding);
        break;
      case 'padding':
        this.#enter('header', blockBytes);
        break;
      case 'last-zeros':
        this.#takeLastZeros(this.#collected());
        break;
      case 'end':
        break;
    }
  }

  #takeHeader(block: Buffer): void {
    const header = parseTarHeader(block);
    if (header === undefined) {
      this.#enter('last-zeros', blockBytes);
      return;
    }
    this.#header = header;
    if (header.typeFlag === 'S') this.#sparseParts?.push(...oldSparseParts(block, 'header'));
    if (['x', 'g', 'L', 'K'].includes(header.typeFlag)) {
      if (header.size > largestExtendedHeader) throw new Error('an extended tar header that is too large');
      this.#padding = paddingAfter(header.size);
      this.#enter('extended', header.size);
    } else if (header.extended) this.#enter('sparse-map', blockBytes);
    else this.#openEntry(header);
  }

  /**
   * Two blocks of zeros are the end, or one and no more. GNU tar stops at a lone one with a warning, and loses the rest;
   * Go's archive/tar, and so every engine, refuses it.
   */
  #takeLastZeros(block: Buffer): void {
    if (!isZeros(block)) throw new Error('a tar archive with a lone block of zeros between its entries');
    this.#state = 'end';
  }

  /** A block of an old GNU sparse map: 21 pairs of offset and length, then whether another block follows. */
  #takeSparseMap(block: Buffer): void {
    this.#sparseParts?.push(...oldSparseParts(block, 'block'));
    if ((this.#sparseParts?.length ?? 0) > mostSparseParts)
      throw new Error('a sparse file with a map that is too large');
    if (block[504] !== 0) this.#enter('sparse-map', blockBytes);
    else if (this.#header !== undefined) this.#openEntry(this.#header);
  }

  #takeExtended(content: Buffer): void {
    switch (this.#header?.typeFlag) {
      case 'x':
        this.#records = known(paxRecords(content));
        break;
      case 'g':
        this.#globalRecords = new Map([...this.#globalRecords, ...known(paxRecords(content))]);
        break;
      case 'L':
        this.#longName = cString(content);
        break;
      default:
        this.#longLinkName = cString(content);
    }
  }

  /** A map that is a record is read of the entry's own ones only: a global one would be read again for every entry. */
  #partsOf({ typeFlag }: TarHeader): readonly SparsePart[] | undefined {
    if (typeFlag === 'S') return this.#sparseParts?.splice(0);
    const map = this.#records?.get('GNU.sparse.map') ?? '';
    if (map !== '') return sparseParts(map.split(','));
    return this.#records?.has('GNU.sparse.size') === true ? [] : undefined;
  }

  /** Its own ones before the global ones; nearly all entries have none. */
  #recordsOfEntry(): ReadonlyMap<string, string> {
    if (this.#records === undefined && this.#globalRecords.size === 0) return noRecords;
    const all = new Map([...this.#globalRecords, ...(this.#records ?? [])]);
    return new Map([...all].filter(([, value]) => value !== ''));
  }

  #openEntry(header: TarHeader): void {
    const records = this.#recordsOfEntry();
    const parts = this.#sparseParts && this.#partsOf(header);
    const entry = {
      ...withRecords(header, records, this.#longName, this.#longLinkName),
      ...(parts === undefined ? {} : { sparseParts: parts }),
    };
    this.#records = undefined;
    this.#longName = undefined;
    this.#longLinkName = undefined;
    this.#sink = this.#onEntry(entry);
    const stored = headerOnly.has(header.typeFlag) ? 0 : sizeOf(records, 'size', header.size);
    this.#padding = paddingAfter(stored);
    this.#enter('content', stored);
  }
}

const known = (records: ReadonlyMap<string, string>): Map<string, string> =>
  new Map([...records].filter(([key]) => knownRecords.has(key)));

function withRecords(
  header: TarHeader,
  records: ReadonlyMap<string, string>,
  longName: string | undefined,
  longLinkName: string | undefined,
): TarEntry {
  const { uid, gid, mode } = header;
  const stored = sizeOf(records, 'size', header.size);
  // https://www.gnu.org/software/tar/manual/html_node/PAX-0.html and PAX-1.html
  const sparse = header.typeFlag === 'S' || records.has('GNU.sparse.major') || records.has('GNU.sparse.size');
  const real = sizeOf(records, 'GNU.sparse.realsize', sizeOf(records, 'GNU.sparse.size', header.realSize));
  const name = records.get('GNU.sparse.name') ?? records.get('path') ?? longName ?? header.name;
  // Archives from before 1988 mark a directory by its name only.
  const typeFlag = header.typeFlag === '0' && name.endsWith('/') ? '5' : header.typeFlag;
  return {
    ...{ name, typeFlag, mode, sparse, records },
    linkName: records.get('linkpath') ?? longLinkName ?? header.linkName,
    uid: numberOf(records, 'uid', uid),
    gid: numberOf(records, 'gid', gid),
    mtime: numberOf(records, 'mtime', header.mtime),
    size: headerOnly.has(typeFlag) ? 0 : sparse ? real : stored,
  };
}

/** No number has more characters; a global one is read again for every entry. */
const longestNumber = 100;

/** A PAX record that overrides a number of the header. */
function numberOf(records: ReadonlyMap<string, string>, key: string, otherwise: number): number {
  const given = records.get(key);
  if (given === undefined) return otherwise;
  const value = given.length > longestNumber ? Number.NaN : Number(given);
  if (!Number.isFinite(value)) throw new Error(`an extended tar header whose ${key} is no number`);
  return value;
}

/** Likewise, but it says how many bytes there are. */
function sizeOf(records: ReadonlyMap<string, string>, key: string, otherwise: number): number {
  const size = numberOf(records, key, otherwise);
  if (!Number.isSafeInteger(size) || size < 0)
    throw new Error(`an extended tar header whose ${key} is no size`);
  return size;
}

const paddingAfter = (bytes: number): number => (blockBytes - (bytes % blockBytes)) % blockBytes;

function cString(content: Buffer): string {
  const end = content.indexOf(0);
  return content.toString('latin1', 0, end === -1 ? content.length : end);
}
