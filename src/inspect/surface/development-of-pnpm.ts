import type * as Yaml from 'yaml';

const { createRequire } = process.getBuiltinModule('node:module');

type Versions = Readonly<Record<string, string | { readonly version: string }>>;

interface Dependent {
  readonly dependencies?: Versions;
  readonly optionalDependencies?: Versions;
}

/** Of pnpm's lockfile, version 9: https://github.com/pnpm/spec/blob/master/lockfile/9.0.md */
interface Lock {
  readonly importers?: Readonly<Record<string, Dependent>>;
  readonly snapshots?: Readonly<Record<string, Dependent | null>>;
}

/**
 * The folders of packages that only development needs, by the lockfile that pnpm leaves beside them. It marks none: what else
 * is needed is what the dependencies of the projects lead to.
 */
export function developmentOfPnpm(text: string): string[] {
  // Only here: few images have such a file, and each reader of one would load what reads YAML.
  const { parse } = createRequire(import.meta.url)('yaml') as typeof Yaml;
  let lock: Lock | null;
  try {
    lock = parse(text) as Lock | null;
  } catch {
    return [];
  }
  const { importers = {}, snapshots = {} } = lock ?? {};
  const needed = new Set<string>();
  const open: (Dependent | null | undefined)[] = Object.values(importers);
  while (open.length > 0) {
    const { dependencies, optionalDependencies } = open.pop() ?? {};
    for (const [name, found] of Object.entries({ ...dependencies, ...optionalDependencies })) {
      const version = typeof found === 'string' ? found : found.version;
      // Under another name, it stands with its own.
      const key = version in snapshots ? version : `${name}@${version}`;
      if (needed.has(key)) continue;
      needed.add(key);
      open.push(snapshots[key]);
    }
  }
  return Object.keys(snapshots)
    .filter((key) => !needed.has(key))
    .map(folderOf);
}

/** As pnpm names it, if that is not so long that it is cut. */
const folderOf = (key: string): string =>
  key
    .replaceAll('/', '+')
    .replace(/\)$/, '')
    .replaceAll(/\)\(|[()]/g, '_');
