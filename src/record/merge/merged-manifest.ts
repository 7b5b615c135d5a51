import { variantId, type Cell, type Plan } from '../../domain/run/plan.ts';
import { numbered } from '../../plan/remaining.ts';
import type { RunManifest } from '../manifest.ts';
import type { ChosenShards } from './choose-shards.ts';
import type { FoundShard } from './find-shards.ts';

type Manifests = readonly [RunManifest, ...RunManifest[]];

/**
 * run.json of the run that shards are together. Where shards have one value each, as the machine, it has that of the first one, and
 * `merged` has all. Times are by the clocks of the machines, which may not agree: nothing but the date of the run is made of them.
 */
export function mergedManifest(
  runId: string,
  { shards, missing }: Pick<ChosenShards, 'shards' | 'missing'>,
  across: boolean,
): RunManifest {
  const [first, ...others] = shards;
  const manifests: Manifests = [first.manifest, ...others.map(({ manifest }) => manifest)];
  const { shard, options, budget, othersMayUse, commit, ...rest } = first.manifest;
  const same: { -readonly [Name in keyof typeof rest]: (typeof rest)[Name] } = { ...rest };
  // Each shard has its own.
  delete same.resumed;
  delete same.rows;
  const isComplete = missing.length === 0 && manifests.every(({ outcome }) => outcome === 'complete');
  const isOneCommit = new Set(manifests.map((manifest) => manifest.commit)).size === 1;
  const wholeOptions = Object.entries(options).filter(([name]) => name !== 'shard');
  return {
    ...same,
    runId,
    startedAt: manifests.map(({ startedAt }) => startedAt).toSorted()[0] ?? same.startedAt,
    ...lastOf(manifests),
    options: Object.fromEntries(wholeOptions),
    ...joined(manifests),
    ...(budget && { budget: budgetOf(manifests, budget) }),
    ...(commit !== undefined && isOneCommit && { commit }),
    ...(othersMayUse !== undefined && { othersMayUse }),
    plan: mergedPlan(shards),
    bases: [...new Map(manifests.flatMap(({ bases }) => bases).map((base) => [base.name, base])).values()],
    outcome: isComplete ? 'complete' : 'incomplete',
    merged: {
      of: first.shard.of,
      ...(shard?.balancedBy !== undefined && { balancedBy: shard.balancedBy }),
      ...(across && { across }),
      missing: [...missing],
      shards: shards.map(entryOf),
    },
  };
}

/** What says of one shard where its rows come from: they have its runId. */
const entryOf = ({ shard: { number }, manifest }: FoundShard) => ({
  ...{ number, runId: manifest.runId, startedAt: manifest.startedAt },
  ...(manifest.finishedAt !== undefined && { finishedAt: manifest.finishedAt }),
  ...(manifest.commit !== undefined && { commit: manifest.commit }),
  ...(manifest.outcome !== undefined && { outcome: manifest.outcome }),
  ...(manifest.elapsedMs !== undefined && { elapsedMs: manifest.elapsedMs }),
  ...(manifest.resumed !== undefined && { resumed: [...manifest.resumed] }),
  engine: manifest.engine,
  machine: manifest.machine,
});

/** Cells in the order of the whole plan; visits shard after shard. */
function mergedPlan(shards: ChosenShards['shards']): Plan {
  const plans = shards.map(({ manifest }) => manifest.plan);
  const places = new Map(Object.keys(shards[0].shard.split).map((id, place) => [id, place]));
  const inOrder = <T extends Pick<Cell, 'app' | 'strategy'>>(all: readonly T[]): T[] =>
    all.toSorted((one, other) => (places.get(variantId(one)) ?? 0) - (places.get(variantId(other)) ?? 0));
  return {
    seed: plans[0]?.seed ?? 0,
    rounds: Math.max(...plans.map(({ rounds }) => rounds)),
    variants: inOrder(plans.flatMap(({ variants }) => variants)),
    cells: inOrder(plans.flatMap(({ cells }) => cells)),
    visits: numbered(
      plans.flatMap(({ visits }) => visits),
      1,
    ),
  };
}

const lastOf = (manifests: Manifests): Pick<RunManifest, 'finishedAt'> => {
  const last = manifests
    .flatMap(({ finishedAt }) => finishedAt ?? [])
    .toSorted()
    .at(-1);
  return last === undefined ? {} : { finishedAt: last };
};

/** Each machine had the same time; what it would take to decide more is known of none of them. */
const budgetOf = (manifests: Manifests, { basis, budgetMs }: NonNullable<RunManifest['budget']>) => ({
  ...{ basis, budgetMs },
  expectedMs: Math.max(...manifests.map(({ budget }) => budget?.expectedMs ?? 0)),
  cells: manifests.flatMap(({ budget }) => budget?.cells ?? []),
});

/** What shards have of their own variants, put together; what they took and needed in all. */
function joined(manifests: Manifests): Partial<RunManifest> {
  const records = (of: (manifest: RunManifest) => object | undefined) =>
    Object.assign({}, ...manifests.map(of)) as never;
  const lists = (of: (manifest: RunManifest) => readonly string[] | undefined) => [
    ...new Set(manifests.flatMap((manifest) => of(manifest) ?? [])),
  ];
  const has = (of: (manifest: RunManifest) => unknown): boolean =>
    manifests.some((manifest) => of(manifest) !== undefined);
  const spent = manifests.flatMap(({ timeSpent }) => timeSpent ?? []);
  const total = (of: (time: (typeof spent)[number]) => number | undefined) =>
    spent.reduce((sum, time) => sum + (of(time) ?? 0), 0);
  const rowsOf = (name: 'builds' | 'steps' | 'layers') =>
    manifests.reduce((sum, { rows }) => sum + (rows?.[name] ?? 0), 0);
  return {
    definitions: records(({ definitions }) => definitions),
    ...(has(({ pins }) => pins) && { pins: records(({ pins }) => pins) }),
    ...(has(({ baselines }) => baselines) && { baselines: records(({ baselines }) => baselines) }),
    ...(has(({ mayFail }) => mayFail) && { mayFail: lists(({ mayFail }) => mayFail) }),
    ...(has(({ stoppedEarly }) => stoppedEarly) && {
      stoppedEarly: lists(({ stoppedEarly }) => stoppedEarly),
    }),
    ...(has(({ gaveUp }) => gaveUp) && { gaveUp: lists(({ gaveUp }) => gaveUp) }),
    ...(has(({ planted }) => planted) && {
      planted: {
        calibrationMs: records(({ planted }) => planted?.calibrationMs),
        sleepMs: records(({ planted }) => planted?.sleepMs),
      },
    }),
    ...(has(({ project }) => project?.reruns) && {
      project: { ...projectOf(manifests), reruns: records(({ project }) => project?.reruns) },
    }),
    ...(manifests.every(({ rows }) => rows) && {
      rows: { builds: rowsOf('builds'), steps: rowsOf('steps'), layers: rowsOf('layers') },
    }),
    elapsedMs: manifests.reduce((sum, { elapsedMs = 0 }) => sum + elapsedMs, 0),
    ...(spent.length > 0 && {
      timeSpent: {
        builds: total(({ builds }) => builds),
        starts: total(({ starts }) => starts),
        inspections: total(({ inspections }) => inspections),
        cleaning: total(({ cleaning }) => cleaning),
        ...(spent.some(({ extras }) => extras !== undefined) && { extras: total(({ extras }) => extras) }),
      },
    }),
    maxRssBytes: Math.max(...manifests.map(({ maxRssBytes = 0 }) => maxRssBytes)),
  };
}

const projectOf = ([first]: Manifests): NonNullable<RunManifest['project']> => first.project ?? { name: '' };
