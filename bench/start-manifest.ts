import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { ResolvedBase } from '../src/domain/base.ts';
import type { EngineInfo } from '../src/domain/engine-info.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { RunManifest } from '../src/domain/run.ts';
import type { RunValues } from './commands/run.ts';
import type { CommandContext } from './context.ts';
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
    options: { engine: values.engine, bases: values.bases, keepImages: values['keep-images'] },
    plan,
    definitions: await definitionHashes(context.root, files, contexts),
    engine: info,
    machine: describeMachine(),
    bases: bases.map(({ name, ref, digest, source }) => ({ name, ref, digest, source })),
  };
}
