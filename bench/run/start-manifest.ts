import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../../src/domain/base.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import type { BudgetForecast } from '../../src/domain/forecast.ts';
import type { Plan } from '../../src/domain/plan.ts';
import type { Resumption } from '../../src/domain/run.ts';
import { newestSchema, type RunManifest } from '../../src/record/manifest.ts';
import type { RunValues } from './run-values.ts';
import type { CommandContext } from '../context.ts';
import { selection } from './make-plan.ts';
import { options } from '../options.ts';
import { contextOf } from './set-up-bench.ts';
import { controlFolder, definitionHashes, type VariantFile } from '../definitions.ts';
import { judgingDefinitions } from './judging-definitions.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { scenarios } from '../registry.ts';

/** What run.json says before the first build. */
export async function startManifest(parts: {
  runId: string;
  plan: Plan;
  /** How its time was shared out, where it was before the first build. */
  budget?: BudgetForecast;
  files: readonly VariantFile[];
  values: RunValues;
  info: EngineInfo;
  bases: readonly ResolvedBase[];
  /** Of the machine, before anything was built. */
  loadAverage: number;
  context: CommandContext;
}): Promise<RunManifest> {
  const { runId, plan, budget, files, values, info, bases, loadAverage, context } = parts;
  return {
    schema: newestSchema,
    stagebench: await ownVersion(context),
    runId,
    startedAt: context.clock.date().toISOString(),
    options: recordedOptions(values),
    ...baselinesOf(values),
    plan,
    ...(budget && { budget }),
    definitions: await definitionsOf(plan, files, values, context),
    engine: info,
    machine: { ...describeMachine(), loadAverage },
    bases: bases.map(({ name, ref, digest, source }) => ({ name, ref, digest, source })),
  };
}

/** What run.json says of a session that goes on with a run. */
export async function resumption(
  rows: number,
  info: EngineInfo,
  loadAverage: number,
  context: CommandContext,
): Promise<Resumption> {
  return {
    at: context.clock.date().toISOString(),
    rows,
    stagebench: await ownVersion(context),
    machine: { ...describeMachine(), loadAverage },
    engineKernel: info.kernel,
  };
}

/** SHA-256 of everything that is built, by path, and of what judges it, by name. */
export async function definitionsOf(
  plan: Plan,
  files: readonly VariantFile[],
  values: RunValues,
  { root }: Pick<CommandContext, 'root'>,
): Promise<Record<string, string>> {
  const contexts = new Set(plan.variants.map((variant) => contextOf(root, variant.app)));
  return {
    ...(await definitionHashes(root, files, [...contexts, controlFolder(root)])),
    ...judgingDefinitions(plan, selection(values), scenarios),
  };
}

/** The version of this checkout, from its package.json. */
export async function ownVersion({ root }: Pick<CommandContext, 'root'>): Promise<string> {
  const text = await readFile(path.join(root, 'package.json'), 'utf8');
  return (JSON.parse(text) as { version: string }).version;
}

/** Every option of the run by its name, as it was taken; one that has neither value nor default is left out. */
export function recordedOptions(values: RunValues): Record<string, unknown> {
  const given = Object.entries(values).filter(([name, value]) => name in options && value !== undefined);
  return Object.fromEntries(given);
}

/** What the suite holds against what; nothing where every strategy is held against the run's baseline. */
function baselinesOf(values: RunValues): Pick<RunManifest, 'baselines'> {
  const pairs = [...selection(values).arms].flatMap(([id, { baseline }]) =>
    baseline === undefined ? [] : [[id, baseline] as const],
  );
  return pairs.length === 0 ? {} : { baselines: Object.fromEntries(pairs) };
}
