import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../src/domain/base.ts';
import type { EngineInfo } from '../src/domain/engine-info.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { RunManifest } from '../src/domain/run.ts';
import type { RunValues } from './run-values.ts';
import type { CommandContext } from './context.ts';
import { options } from './options.ts';
import { contextOf } from './set-up-bench.ts';
import { definitionHashes, type VariantFile } from './definitions.ts';
import { describeMachine } from './machine.ts';

/** What run.json says before the first build. */
export async function startManifest(parts: {
  runId: string;
  plan: Plan;
  files: readonly VariantFile[];
  values: RunValues;
  info: EngineInfo;
  bases: readonly ResolvedBase[];
  context: CommandContext;
}): Promise<RunManifest> {
  const { runId, plan, files, values, info, bases, context } = parts;
  const contexts = [...new Set(plan.variants.map((variant) => contextOf(context.root, variant.app)))];
  const { version } = JSON.parse(await readFile(path.join(context.root, 'package.json'), 'utf8')) as {
    version: string;
  };
  return {
    schema: 1,
    stagebench: version,
    runId,
    startedAt: context.clock.date().toISOString(),
    options: recordedOptions(values),
    plan,
    definitions: await definitionHashes(context.root, files, contexts),
    engine: info,
    machine: describeMachine(),
    bases: bases.map(({ name, ref, digest, source }) => ({ name, ref, digest, source })),
  };
}

/** Every option of the run by its name, as it was taken; one that has neither value nor default is left out. */
export function recordedOptions(values: RunValues): Record<string, unknown> {
  const given = Object.entries(values).filter(([name, value]) => name in options && value !== undefined);
  return Object.fromEntries(given);
}
