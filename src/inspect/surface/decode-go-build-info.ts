import type { PackageList } from '../layers/layer-entry.ts';
import { packageLabel } from './package-label.ts';

/** What the bytes from a magic on are: a blob, too few to tell, or something that only begins like one. */
export type GoBuildInfo =
  | { readonly state: 'blob'; readonly declares: PackageList }
  | { readonly state: 'incomplete' }
  | { readonly state: 'none' };

/** The linker begins the blob with it, on an address that is a multiple of 16. */
export const goBuildInfoMagic = Buffer.from('\xff Go buildinf:', 'latin1');
export const goBuildInfoAlignment = 16;

/** The magic, pointer size, flags, and room for two pointers that are no longer used. */
const headerBytes = 32;
const longestVersion = 1024;
const longestModuleInfo = 1024 * 1024;
const longestVarint = 5;
/** Before and after the module info stands a mark of so many bytes. */
const markBytes = 16;

/**
 * Decodes the blob that Go's linker leaves in a program, as of Go 1.18: flag 2 is set, and the Go version and the module
 * info follow the header as strings with their length before them. Older ones hold pointers instead and are not read.
 * https://github.com/golang/go/blob/master/src/debug/buildinfo/buildinfo.go
 */
export function decodeGoBuildInfo(bytes: Buffer): GoBuildInfo {
  if (bytes.length < headerBytes) return { state: 'incomplete' };
  if (!isHeader(bytes)) return { state: 'none' };
  const version = decodeString(bytes, headerBytes, longestVersion);
  if (version.state !== 'string') return version;
  const release = /^(?:devel )?go(\d\S*)/.exec(version.bytes.toString('latin1'))?.[1];
  if (release === undefined) return { state: 'none' };
  const info = decodeString(bytes, version.end, longestModuleInfo);
  if (info.state !== 'string') return info;
  const packages = [packageLabel('stdlib', release), ...modulesOf(withoutMarks(info.bytes))];
  return { state: 'blob', declares: { source: 'go', packages } };
}

/** The magic stands as a constant in Go's own tools too; what follows it there is other text. */
function isHeader(bytes: Buffer): boolean {
  const [pointerBytes, flags] = [bytes[goBuildInfoMagic.length], bytes[goBuildInfoMagic.length + 1]];
  const pointers = bytes.subarray(goBuildInfoMagic.length + 2, headerBytes);
  return (
    (pointerBytes === 4 || pointerBytes === 8) &&
    (flags === 2 || flags === 3) &&
    pointers.every((byte) => byte === 0)
  );
}

type InlineString =
  | { readonly state: 'string'; readonly bytes: Buffer; readonly end: number }
  | { readonly state: 'incomplete' }
  | { readonly state: 'none' };

/** A string with its length before it, in groups of seven bits, lowest first (https://pkg.go.dev/encoding/binary#Uvarint). */
function decodeString(bytes: Buffer, start: number, longest: number): InlineString {
  let length = 0;
  for (let index = 0; index < longestVarint; index += 1) {
    const byte = bytes[start + index];
    if (byte === undefined) return { state: 'incomplete' };
    length += (byte & 0x7f) * 2 ** (7 * index);
    if (byte >= 0x80) continue;
    if (length > longest) return { state: 'none' };
    const from = start + index + 1;
    const end = from + length;
    return end > bytes.length
      ? { state: 'incomplete' }
      : { state: 'string', bytes: bytes.subarray(from, end), end };
  }
  return { state: 'none' };
}

/** The module info itself. A program that was built without modules has none. */
function withoutMarks(info: Buffer): string {
  const newline = 0x0a;
  return info.length > 2 * markBytes && info[info.length - markBytes - 1] === newline
    ? info.toString('utf8', markBytes, info.length - markBytes)
    : '';
}

/**
 * The modules that went into the program beside its own: lines of `dep`, path, version and sum, divided by tabs. A `=>`
 * line says what stands in the place of the module above it.
 * https://github.com/golang/go/blob/master/src/runtime/debug/mod.go
 */
function modulesOf(info: string): string[] {
  const modules: string[] = [];
  let above = '';
  for (const line of info.split('\n')) {
    const [word = '', path, version] = line.split('\t');
    const replaces = word === '=>' && above === 'dep';
    if (replaces) modules.pop();
    if (path !== undefined && (word === 'dep' || replaces)) modules.push(packageLabel(path, version));
    above = word;
  }
  return modules;
}
