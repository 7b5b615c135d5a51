import path from 'node:path';

/** Folders that tools make or keep for themselves: a build makes its own, or never looks at them. */
const made: ReadonlySet<string> = new Set([
  ...['.git', '.hg', '.svn', 'node_modules', '.venv', 'venv', '__pycache__', '.pytest_cache', '.mypy_cache'],
  ...['.ruff_cache', '.tox', '.next', '.nuxt', '.turbo', '.parcel-cache', '.gradle', '.terraform', '.cache'],
  ...['coverage', '.nyc_output', '.idea', '.vscode', '.DS_Store'],
]);

/** What `target` is depends on what lies beside it. */
const makesTarget = ['Cargo.toml', 'pom.xml'];

/** Less than that is not worth a line. Bytes. */
const leastBytes = 1_000_000;

/** A folder that is sent, and that no build needs; or a file at the top of the context. */
export interface NeedlessFolder {
  /** Relative to the context. */
  readonly name: string;
  readonly bytes: number;
}

/**
 * The folders that a .dockerignore could leave out, the largest first, with what is in them. `sizes`: by name, the bytes of the files that
 * are sent. `named`: what COPY and the like name of the context; who names such a folder wants it. `isCopied`: whether any of them gets a
 * file: what lies at the top and is large is needless, too, if none gets anything of it. Empty if all of it is small.
 */
export function needlessFolders(
  sizes: ReadonlyMap<string, number>,
  named: readonly string[],
  isCopied: (file: string) => boolean = () => true,
): NeedlessFolder[] {
  const wanted = new Set(named.map((name) => path.posix.normalize(name).replaceAll(/^\/+|\/+$/g, '')));
  const isMade = (folder: string): boolean => {
    if (wanted.has(folder)) return false;
    const { dir, base } = path.posix.parse(folder);
    if (base === 'target') return makesTarget.some((file) => sizes.has(path.posix.join(dir, file)));
    return made.has(base);
  };
  const bytes = new Map<string, number>();
  const known = new Map<string, string | undefined>();
  /** The outermost such folder in which a folder lies, or that it is. */
  const needless = (folder: string): string | undefined => {
    if (folder === '.' || folder === '') return undefined;
    if (!known.has(folder))
      known.set(folder, needless(path.posix.dirname(folder)) ?? (isMade(folder) ? folder : undefined));
    return known.get(folder);
  };
  const unused = new Set(
    largestEntries(sizes, isCopied)
      .filter((one) => one.copiedBytes === 0 && one.bytes >= leastBytes)
      .map(({ name }) => name),
  );
  for (const [file, size] of sizes) {
    const top = topOf(file);
    const folder = unused.has(top) ? top : needless(path.posix.dirname(file));
    if (folder !== undefined) bytes.set(folder, (bytes.get(folder) ?? 0) + size);
  }
  const found = [...bytes].map(([name, all]) => ({ name, bytes: all })).toSorted((a, b) => b.bytes - a.bytes);
  return found.reduce((all, one) => all + one.bytes, 0) < leastBytes ? [] : found;
}

/** What lies at the top of a context, the largest first: its bytes, and those that any build copies. */
export function largestEntries(
  sizes: ReadonlyMap<string, number>,
  isCopied: (file: string) => boolean = () => true,
): (NeedlessFolder & { readonly copiedBytes: number })[] {
  const found = new Map<string, { bytes: number; copiedBytes: number }>();
  for (const [file, size] of sizes) {
    const top = topOf(file);
    const sums = found.get(top) ?? { bytes: 0, copiedBytes: 0 };
    sums.bytes += size;
    if (isCopied(file)) sums.copiedBytes += size;
    found.set(top, sums);
  }
  return [...found].map(([name, sums]) => ({ name, ...sums })).toSorted((a, b) => b.bytes - a.bytes);
}

function topOf(file: string): string {
  const end = file.indexOf('/');
  return end === -1 ? file : file.slice(0, end);
}
