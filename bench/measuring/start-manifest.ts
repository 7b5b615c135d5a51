import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../../src/domain/image/base.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import type { BudgetForecast } from '../../src/domain/run/forecast.ts';
import type { ProjectJob, RunJob } from '../../src/domain/run/job.ts';
import { control, variantId, type Plan } from '../../src/domain/run/plan.ts';
import type { Resumption } from '../../src/domain/run/run.ts';
import { newestSchema, type RunManifest } from '../../src/record/manifest.ts';
import type { CommandContext } from '../context.ts';
import { definitionHashes, readVariants, type VariantFile } from '../definitions.ts';
import { checkoutCommit } from '../pins/checkout-commit.ts';
import { variantPins } from '../pins/variant-pins.ts';
import { contextOf, controlFolder } from '../sample-folders.ts';
import { baselinesOf } from './baselines-of.ts';
import { sampleCriteria } from './sample-criteria.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';

/** What run.json says before the first build. */
export async function startManifest(parts: {
  runId: string;
  plan: Plan;
  /** How its time was shared out, where it was before the first build. */
  budget?: BudgetForecast;
  files: readonly VariantFile[];
  asked: RunJob;
  info: EngineInfo;
  bases: readonly ResolvedBase[];
  /** Of the machine, before anything was built. */
  loadAverage: number;
  /** How much of one core others may use, where that was said. */
  limit: number | undefined;
  context: CommandContext;
}): Promise<RunManifest> {
  const { runId, plan, budget, files, asked, info, bases, loadAverage, limit, context } = parts;
  const commit = await checkoutCommit(context.root);
  const { arms } = asked.selected;
  const mayFail = plan.variants.filter(({ strategy }) => arms.get(strategy)?.mayFail).map(variantId);
  return {
    schema: newestSchema,
    stagebench: await ownVersion(context),
    runId,
    startedAt: context.clock.date().toISOString(),
    options: asked.options,
    ...baselinesOf(asked),
    ...(mayFail.length > 0 && { mayFail }),
    plan,
    ...(budget && { budget }),
    definitions: await definitionsOf(plan, files, asked, context),
    pins: await variantPins(context.root, files, asked.selected, bases),
    ...(commit !== undefined && { commit }),
    ...(asked.shard && { shard: { ...asked.shard, ...(await definitionsOfWhole(asked, context)) } }),
    ...(asked.project && { project: projectOf(asked.project) }),
    engine: info,
    machine: { ...describeMachine(), loadAverage },
    // JSON knows no infinity.
    ...(limit !== undefined && { othersMayUse: limit === Infinity ? ('any' as const) : limit }),
    bases: bases.map(({ name, ref, digest, source, libc }) => ({
      ...{ name, ref, digest, source },
      ...(libc === undefined ? {} : { libc }),
    })),
  };
}

/** Where a project lies is nobody's business: it has a name, and a commit. */
const projectOf = ({ name, git, mapped, dockerfiles }: ProjectJob): NonNullable<RunManifest['project']> => ({
  name,
  dockerfiles,
  ...(git && { commit: git.commit, isDirty: git.isDirty }),
  ...(Object.keys(mapped).length > 0 && { mapped }),
});

/** What run.json says of a session that goes on with a run. */
export async function resumption(
  rows: number,
  info: EngineInfo,
  loadAverage: number,
  context: CommandContext,
  rounds?: number,
): Promise<Resumption> {
  return {
    at: context.clock.date().toISOString(),
    rows,
    ...(rounds !== undefined && { rounds }),
    stagebench: await ownVersion(context),
    machine: { ...describeMachine(), loadAverage },
    engineKernel: info.kernel,
  };
}

/** SHA-256 of everything that is built, by path, and of what judges it, by name. */
export async function definitionsOf(
  plan: Plan,
  files: readonly VariantFile[],
  { selected }: Pick<RunJob, 'selected'>,
  { root, definitions: { scenarios } }: Pick<CommandContext, 'root' | 'definitions'>,
): Promise<Record<string, string>> {
  const planned = selected.apps.filter(({ id }) => plan.variants.some(({ app }) => app === id));
  const contexts = planned.map((app) => contextOf(root, app));
  return {
    ...(await definitionHashes(root, files, [...contexts, controlFolder(root)], selected.apps)),
    ...sampleCriteria(plan, selected, scenarios),
  };
}

/** Shards of one plan may have no Dockerfile in common: only the whole tells that they are of one. */
async function definitionsOfWhole({ whole }: RunJob, context: CommandContext) {
  if (whole === undefined) return {};
  const { plan, selected } = whole;
  const files = await readVariants(context.root, [...plan.variants, control], selected);
  return { definitions: await definitionsOf(plan, files, whole, context) };
}

/** The version of this checkout, from its package.json. */
export async function ownVersion({ root }: Pick<CommandContext, 'root'>): Promise<string> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}
