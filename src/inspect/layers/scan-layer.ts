import { createHash, type Hash } from 'node:crypto';
import { GoBuildInfoSearch } from '../surface/go-build-info.ts';
import { largestPackageFile, packageReader } from '../surface/package-readers.ts';
import { TarReader, type ContentSink, type TarEntry } from '../tar/tar-reader.ts';
import { cleanPath } from './clean-path.ts';
import type { EntryType, LayerEntry, PackageList } from './layer-entry.ts';
import { longestPath } from './longest-path.ts';
import { BeyondBound } from '../beyond-bound.ts';

const types: Readonly<Record<string, EntryType>> = {
  '1': 'link',
  '2': 'symlink',
  '3': 'character',
  '4': 'block',
  '5': 'directory',
  '6': 'fifo',
};

/** Every other type flag is a file to those who do not know it, says POSIX. */
const typeOf = (flag: string): EntryType => types[flag] ?? 'file';

/** Type flags that describe the archive and no file: GNU volume labels and multi-volume parts. */
const noFile = new Set(['V', 'M', 'N']);

/** Reads a layer's tar as it arrives and hands on what its entries are; the content is looked at and let go. */
export class LayerScan {
  readonly #reader: TarReader;
  readonly #hand: (entry: LayerEntry) => void;
  readonly #digests: boolean;

  /** `digests`: also the SHA-256 of every file. */
  constructor(hand: (entry: LayerEntry) => void, digests = false) {
    this.#hand = hand;
    this.#digests = digests;
    this.#reader = new TarReader((entry) => this.#open(entry));
  }

  /** Throws a plain Error where the tar is damaged. */
  write(chunk: Buffer): void {
    this.#reader.write(chunk);
  }

  end(): void {
    this.#reader.end();
  }

  #open(entry: TarEntry): ContentSink | undefined {
    if (noFile.has(entry.typeFlag)) return undefined;
    if (Math.max(entry.name.length, entry.linkName.length) > longestPath)
      throw new BeyondBound(`a name of more than ${longestPath} bytes`);
    const type = typeOf(entry.typeFlag);
    const target = type === 'link' ? cleanPath(entry.linkName) : entry.linkName;
    const known = {
      path: cleanPath(entry.name),
      type,
      mode: entry.mode & 0o7777,
      uid: entry.uid,
      gid: entry.gid,
      mtime: entry.mtime,
      size: entry.size,
      ...(type === 'link' || type === 'symlink' ? { target } : {}),
      ...(entry.records.has('SCHILY.xattr.security.capability') ? { capability: true as const } : {}),
    };
    if (type !== 'file' || entry.sparse) {
      this.#hand(known);
      return undefined;
    }
    return new FileLook(known, this.#digests, this.#hand);
  }
}

/** Looks at one file while its bytes pass. */
class FileLook implements ContentSink {
  readonly #known: LayerEntry;
  readonly #hand: (entry: LayerEntry) => void;
  readonly #hash: Hash | undefined;
  readonly #read: ((content: Buffer) => PackageList | undefined) | undefined;
  readonly #kept: Buffer[] = [];
  #go: GoBuildInfoSearch | undefined;
  /** The first four bytes, or fewer as long as they are not there. */
  #start = Buffer.alloc(0);
  #magic: LayerEntry['magic'];

  constructor(known: LayerEntry, digests: boolean, hand: (entry: LayerEntry) => void) {
    this.#known = known;
    this.#hand = hand;
    this.#hash = digests ? createHash('sha256') : undefined;
    this.#read = known.size <= largestPackageFile ? packageReader(known.path) : undefined;
  }

  write(piece: Buffer): void {
    this.#hash?.update(piece);
    if (this.#read !== undefined) this.#kept.push(Buffer.from(piece));
    if (this.#start.length >= 4) this.#go?.write(piece);
    else this.#look(piece);
  }

  /** Decides by the first four bytes, which may arrive in pieces. */
  #look(piece: Buffer): void {
    const before = this.#start;
    this.#start = Buffer.concat([before, piece.subarray(0, 4 - before.length)]);
    if (this.#start.length < 4) return;
    this.#magic = magicOf(this.#start);
    if (this.#magic !== 'elf') return;
    this.#go = new GoBuildInfoSearch();
    if (before.length > 0) this.#go.write(before);
    this.#go.write(piece);
  }

  end(): void {
    const declares = this.#read?.(Buffer.concat(this.#kept)) ?? this.#go?.end();
    this.#hand({
      ...this.#known,
      ...(this.#magic === undefined ? {} : { magic: this.#magic }),
      ...(declares === undefined ? {} : { declares }),
      ...(this.#hash === undefined ? {} : { digest: this.#hash.digest('hex') }),
    });
  }
}

/** ELF: https://refspecs.linuxfoundation.org/elf/gabi4+/ch4.eheader.html; time zones: RFC 9636. */
function magicOf(start: Buffer): LayerEntry['magic'] {
  const text = start.toString('latin1', 0, 4);
  return text === '\x7fELF' ? 'elf' : text === 'TZif' ? 'tzif' : undefined;
}
