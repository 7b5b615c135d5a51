/** What an entry of a layer is. A hard link is a second name of a file of the same layer. */
export type EntryType = 'file' | 'link' | 'symlink' | 'directory' | 'character' | 'block' | 'fifo';

/**
 * Where a list of packages was found; `development`: folders of packages that only development needs, beside the file; `project`: a manifest
 * that is of nothing installed.
 */
export type PackageSource = 'dpkg' | 'apk' | 'npm' | 'python' | 'go' | 'development' | 'project';

/** The packages that one file of an image declares. */
export interface PackageList {
  readonly source: PackageSource;
  /** `name version`, as the file says them; version is left out (with its blank) where there is none. */
  readonly packages: readonly string[];
  /** Names of what it needs to run, where it says so. */
  readonly needs?: readonly string[];
  /** Names of what only its development needs. */
  readonly develops?: readonly string[];
}

/**
 * One entry of a layer's tar. Names are kept byte for byte: each character of `path` and `target` is one byte
 * (latin1), so that names in bad UTF-8 are told apart; `printable` makes text of them.
 */
export interface LayerEntry {
  /** From the root, cleaned: no slash at either end, no `.`, no `..`; empty for the root itself. */
  readonly path: string;
  readonly type: EntryType;
  /** The twelve permission bits, set-id and sticky ones included. */
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  /** Seconds since 1970, with fractions where the tar has them. */
  readonly mtime: number;
  /** Apparent bytes of a regular file; 0 for everything else. */
  readonly size: number;
  /** Of a symbolic link: the text of the link. Of a hard link: the cleaned path of the file it names. */
  readonly target?: string;
  /** True if it carries file capabilities (security.capability). */
  readonly capability?: true;
  /** What the first bytes say; absent for anything else. */
  readonly magic?: 'elf' | 'tzif';
  readonly declares?: PackageList;
  /** SHA-256 of the content, where it was asked for. */
  readonly digest?: string;
}

/** The text of a path for people: bytes that are no UTF-8, and control characters, are written `\xNN`. */
export function printable(path: string): string {
  const bytes = Buffer.from(path, 'latin1');
  const text = bytes.toString('utf8');
  const exact = text.includes('\uFFFD') ? escapeBadBytes(bytes) : text;
  // They would act on the terminal.
  return exact.replaceAll(/[\u0000-\u001f\u007f-\u009f]/g, (character) => hex(character.charCodeAt(0)));
}

const hex = (code: number): string => `\\x${code.toString(16).padStart(2, '0')}`;

/** Decodes what is UTF-8, piece by piece, and escapes each byte that is not. */
function escapeBadBytes(bytes: Buffer): string {
  const strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let at = 0; at < bytes.length;) {
    const length = [1, 2, 3, 4].find((count) => decodes(strict, bytes.subarray(at, at + count)));
    const piece = bytes.subarray(at, at + (length ?? 1));
    text += length === undefined ? hex(piece[0] ?? 0) : piece.toString('utf8');
    at += length ?? 1;
  }
  return text;
}

function decodes(strict: { decode(bytes: Buffer): string }, bytes: Buffer): boolean {
  try {
    return strict.decode(bytes).length > 0;
  } catch {
    return false;
  }
}
