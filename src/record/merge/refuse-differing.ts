import { isDeepStrictEqual } from 'node:util';
import { StagebenchError } from '../../domain/errors.ts';
import { shardText } from '../../domain/run/shard.ts';
import type { RunManifest } from '../manifest.ts';
import type { ChosenShards } from './choose-shards.ts';
import type { FoundShard } from './find-shards.ts';

/** Of the options of a run those that all shards have in common, each as it is compared. */
export type Compared = (options: RunManifest['options']) => Readonly<Record<string, unknown>>;

/** How many things that differ are listed. */
const listed = 12;

/**
 * Throws SHARDS_DIFFER, which names all that differs, unless the shards are of one plan: the same split, seed, schema, program,
 * options (as they are `compared`), definitions and bases. A base that each machine has built for itself has another digest on each:
 * of these the recipe counts.
 */
export function refuseDiffering({ shards }: Pick<ChosenShards, 'shards'>, compared: Compared): void {
  const [first, ...others] = shards;
  const found = others.flatMap((other) => differences(first, other, compared));
  if (found.length === 0) return;
  const rest = found.length - listed;
  const lines = rest > 0 ? [...found.slice(0, listed), `and ${rest} more`] : found;
  throw new StagebenchError('SHARDS_DIFFER', `The shards are not of one plan:\n    ${lines.join('\n    ')}`);
}

function differences(one: FoundShard, other: FoundShard, compared: Compared): string[] {
  const [a, b] = [one.manifest, other.manifest];
  const [ours, theirs] = [compared(a.options), compared(b.options)];
  const names = `${shardText(one.shard)} and ${shardText(other.shard)}`;
  const differs = (what: string, ofOne: unknown, ofOther: unknown): string[] =>
    isDeepStrictEqual(ofOne, ofOther)
      ? []
      : [`${names}: ${what}: ${valueText(ofOne)} and ${valueText(ofOther)}`];
  const splits = differs('the number of shards', one.shard.of, other.shard.of);
  const whole = [
    ...splits,
    ...differs('balanced by', one.shard.balancedBy ?? 'even', other.shard.balancedBy ?? 'even'),
    ...differs('schema', a.schema, b.schema),
    ...differs('Stagebench', a.stagebench, b.stagebench),
    ...differs('seed', a.plan.seed, b.plan.seed),
    ...differs('made up', a.engine.kind === 'fake', b.engine.kind === 'fake'),
    ...differs('built by', builtBy(a), builtBy(b)),
    ...Object.keys(ours).flatMap((name) => differs(`--${name}`, ours[name], theirs[name])),
    ...lengthened(one, other),
    ...differs('project', projectOf(a), projectOf(b)),
    ...differingDefinitions(one, other).map((key) => `${names}: ${key} is another one`),
    ...differingBases(a, b).map((name) => `${names}: base ${name} is another one`),
  ];
  // Only where nothing explains it.
  if (whole.length > 0 || isDeepStrictEqual(one.shard.split, other.shard.split)) return whole;
  return [`${names}: what each shard builds`];
}

/** What to do where only one of them went on to more rounds. */
function lengthened(one: FoundShard, other: FoundShard): string[] {
  const [a = 0, b = 0] = [one, other].map(
    ({ manifest }) => manifest.resumed?.findLast(({ rounds }) => rounds !== undefined)?.rounds,
  );
  if (a === b || one.manifest.options['rounds'] === other.manifest.options['rounds']) return [];
  const [long, short] = a > b ? [one, other] : [other, one];
  const rounds = Math.max(a, b);
  return [
    `${shardText(long.shard)} went on to ${rounds} rounds: go on with ${shardText(short.shard)}, too (--resume --rounds ${rounds})`,
  ];
}

/** Two builders of one driver may be two machines; the name that each has there says nothing. */
const builtBy = ({ engine }: RunManifest): string =>
  `${engine.builtBy?.driver ?? 'the engine'}${engine.kind === 'none' ? ', no engine' : ''}`;

const projectOf = ({ project }: RunManifest) =>
  project && { name: project.name, commit: project.commit, mapped: project.mapped };

/** Of shards that do not know the whole plan only what both build. */
function differingDefinitions(one: FoundShard, other: FoundShard): string[] {
  const [a = {}, b = {}] = [one, other].map(({ shard, manifest }) => ({
    ...shard.definitions,
    ...manifest.definitions,
  }));
  const isWhole = one.shard.definitions !== undefined && other.shard.definitions !== undefined;
  const keys = Object.keys(isWhole ? { ...a, ...b } : a).filter((key) => isWhole || Object.hasOwn(b, key));
  return keys.filter((key) => a[key] !== b[key]);
}

function differingBases({ bases: ours }: RunManifest, { bases: theirs }: RunManifest): string[] {
  const byName = new Map(theirs.map((base) => [base.name, base]));
  return ours.flatMap((base) => {
    const other = byName.get(base.name);
    if (other === undefined || other.digest === base.digest) return [];
    const isRebuilt = base.source !== 'registry' && base.source === other.source && base.ref === other.ref;
    return isRebuilt ? [] : [base.name];
  });
}

const valueText = (value: unknown): string =>
  value === undefined ? 'not given' : typeof value === 'string' ? value : JSON.stringify(value);
