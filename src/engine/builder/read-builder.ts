/** A builder as `docker buildx inspect` describes it. */
export interface BuilderDescription {
  readonly driver: string;
  /** Why buildx cannot tell of it, if it cannot. */
  readonly error?: string;
  readonly nodes: readonly BuilderNode[];
}

export interface BuilderNode {
  readonly name: string;
  readonly endpoint: string;
  /** `running`, `stopped`, `inactive`; empty if buildx does not say. */
  readonly status: string;
  /** Of its BuildKit; empty if it does not run. */
  readonly version: string;
  readonly error?: string;
}

/** Reads what `docker buildx inspect NAME` prints: lines `Key: value`, one block for the builder and one for each node. */
export function readBuilder(text: string): BuilderDescription {
  const [head = '', tail = ''] = text.split(/^Nodes:\s*$/m);
  const builder = fieldsOf(head);
  const nodes = tail.split(/^(?=Name:)/m).filter((block) => block.startsWith('Name:'));
  return {
    driver: builder.get('driver') ?? '',
    ...errorOf(builder),
    nodes: nodes.map((block) => {
      const node = fieldsOf(block);
      return {
        name: node.get('name') ?? '',
        endpoint: node.get('endpoint') ?? '',
        status: node.get('status') ?? '',
        // `Buildkit:` until buildx 0.12, `BuildKit version:` since 0.14.
        version: node.get('buildkit') ?? node.get('buildkit version') ?? '',
        ...errorOf(node),
      };
    }),
  };
}

const errorOf = (fields: ReadonlyMap<string, string>): { readonly error?: string } => {
  const error = fields.get('error') ?? '';
  return error === '' ? {} : { error };
};

/** Lines that are indented belong to a list, and say nothing here. */
const fieldsOf = (text: string): Map<string, string> =>
  new Map(
    [...text.matchAll(/^(\w[\w ]*):[ \t]*(.*)$/gm)].map(([, key = '', value = '']) => [
      key.toLowerCase(),
      value.trim(),
    ]),
  );

/** What each node builds for, its own platform first. Where `docker buildx inspect` leaves that open, names keep their stars. */
export const platformsIn = (text: string): string[][] =>
  [...text.matchAll(/^Platforms:[ \t]*(.*)$/gm)].map(([, list = '']) => {
    const listed = list.split(',').flatMap((one) => one.trim() || []);
    return isOwnFirst(listed) ? listed.map((one) => one.replace('*', '')) : listed;
  });

/**
 * buildx lists first, with a star, what `buildx create --platform` named, and then what BuildKit says without those: its own first
 * (https://github.com/docker/buildx/blob/master/util/platformutil/parse.go). One that is named alone is its own if nothing follows, or a
 * variant or 32 bits of it.
 */
function isOwnFirst(listed: readonly string[]): boolean {
  const [named, ...more] = listed.filter((one) => one.endsWith('*')).map((one) => one.replace('*', ''));
  const first = listed.find((one) => !one.endsWith('*'));
  if (named === undefined) return true;
  if (more.length > 0) return false;
  return (
    first === undefined || [named, narrow[named]].some((one) => first === one || first.startsWith(`${one}/`))
  );
}

const narrow: Readonly<Record<string, string>> = { 'linux/amd64': 'linux/386', 'linux/arm64': 'linux/arm' };

/** The names of builders that `docker buildx ls` lists. Nodes are indented, and `*` marks the builder in use. */
export const builderNames = (text: string): string[] =>
  text
    .split('\n')
    .slice(1)
    .flatMap((line) => /^(\S+)/.exec(line)?.[1]?.replace(/\*$/, '') ?? [])
    .filter((name) => name !== '');

/** The ids of records that `docker buildx du --verbose` lists. */
export const recordIds = (text: string): string[] =>
  [...text.matchAll(/^ID:\s+(\S+)\s*$/gm)].map(([, id = '']) => id);
