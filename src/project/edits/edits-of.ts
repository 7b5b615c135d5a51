import type { AppDefinition, AppEdit } from '../../domain/definitions/app.ts';
import { configEdit } from '../config/config-edits.ts';
import type { FoundConfig } from '../config/parse-config.ts';
import { isSource } from './comments.ts';
import { dependencyEdit } from './dependency-edits.ts';
import { editedSource, sourceEdit } from './source-edit.ts';

/** Nobody writes a larger source by hand: it is a dump, or was made. Bytes. */
const largestSource = 1_000_000;

/** A build of a variant. */
interface Build {
  readonly name: string;
  readonly gets: (file: string) => boolean;
  /** Kinds of edits of which stagebench.json says what they re-run here: nothing, too. */
  readonly declared: readonly string[];
}

/** Which files of the context builds get. */
export interface Reach {
  /** How many builds get a file. */
  readonly reach: (file: string) => number;
  /** By variant. */
  readonly builds: readonly Build[];
}

type Found = Pick<AppDefinition, 'edits' | 'lockfiles'>;

/**
 * The edits that stagebench.json names, else those that are found: what most builds get. A build that gets none of it has an edit of its
 * own, and none if it gets nothing that could be changed: an edit that it does not see would measure nothing.
 */
export async function editsOf(
  context: string,
  sizes: ReadonlyMap<string, number>,
  { reach, builds }: Reach,
  config: FoundConfig | undefined,
  committed: readonly string[],
): Promise<Found> {
  const files = [...sizes.keys()];
  const written = files.filter((file) => isSource(file) && (sizes.get(file) ?? 0) <= largestSource);
  const sourceOf = (of: (file: string) => number): FoundEdit => {
    const byReach = Map.groupBy(written, of);
    const most = Math.max(0, ...byReach.keys());
    const file = most === 0 ? undefined : editedSource(context, byReach.get(most) ?? [], committed);
    return { edit: file === undefined ? undefined : sourceEdit(file), lockfiles: [] };
  };
  const depsOf = (of: (file: string) => number): FoundEdit => {
    const { edit, lockfiles = [] } = dependencyEdit(files, of) ?? {};
    return { edit, lockfiles };
  };
  const found: Found[] = [];
  for (const [kind, finder] of [
    ['source', sourceOf],
    ['deps', depsOf],
  ] as const) {
    const said = config && (await configEdit(config, kind, context, files));
    const { lockfiles } = finder(reach);
    found.push(said === undefined ? eachOwn(finder, reach, builds) : { edits: [said], lockfiles });
  }
  return {
    edits: found.flatMap(({ edits }) => edits),
    lockfiles: [...new Set(found.flatMap(({ lockfiles }) => lockfiles))],
  };
}

interface FoundEdit {
  readonly edit: AppEdit | undefined;
  readonly lockfiles: readonly string[];
}

/** One edit for all builds that get any of its files, then one for those that are left. */
function eachOwn(
  finder: (reach: (file: string) => number) => FoundEdit,
  reach: Reach['reach'],
  builds: Reach['builds'],
): Found {
  const edits: AppEdit[] = [];
  const lockfiles: string[] = [];
  let [left, counted] = [builds, reach];
  while (left.length > 0) {
    const { edit, lockfiles: locks } = finder(counted);
    if (edit === undefined) break;
    const seeing = left.filter(({ gets, declared }) => declared.includes(edit.kind) || edit.files.some(gets));
    if (seeing.length === 0) break;
    const isOfAll = seeing.length === builds.length;
    edits.push(isOfAll ? edit : { ...edit, variants: seeing.map(({ name }) => name) });
    lockfiles.push(...locks);
    const rest = left.filter((build) => !seeing.includes(build));
    left = rest;
    counted = (file) => rest.filter(({ gets }) => gets(file)).length;
  }
  return { edits, lockfiles };
}
