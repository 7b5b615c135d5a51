import path from 'node:path';
import { control } from '../../src/domain/plan.ts';
import { chooseBaselines } from '../../src/stats/compare/choose-baselines.ts';
import type { CommandContext } from '../context.ts';
import { readVariants } from '../definitions.ts';
import { selection } from '../run/make-plan.ts';
import { refuseUnplantable } from '../run/planted-sleeps.ts';
import { planRun } from '../run/plan-run.ts';
import { newRunId } from '../run/run-id.ts';
import { refuseFakeExtras } from '../run/refuse-fake-extras.ts';
import type { RunValues } from '../run/run-values.ts';
import { printPlan } from './plan.ts';

/** Resolves and plans; with --dry-run that is all, and what measures is not even loaded. */
export async function run(values: RunValues, context: CommandContext): Promise<number> {
  if (values.resume !== undefined) return resume(values.resume, values, context);
  refuseFakeExtras(values);
  const plan = await planRun(values, context);
  const { arms } = selection(values);
  // Found out before the first build: the baseline has to be one of them.
  chooseBaselines([...arms.keys()], values.baseline, undefined);
  const files = await readVariants(context.root, [...plan.variants, control], arms);
  await refuseUnplantable(files, selection(values));
  if (values['dry-run']) {
    await printPlan(plan, values, context);
    if (!values.json && (values.transfer || values.scan || values.reproducible))
      context.stdout.write(
        '--transfer, --scan and --reproducible come on top of it: they are not foreseen\n',
      );
    return 0;
  }
  const { measurePlan } = await import('../run/measure-plan.ts');
  return measurePlan({ runId: newRunId(context.clock.date(), plan.seed), plan, files, values }, context);
}

/** Goes on with a run; of one that is finished only what is left of its end is done. */
async function resume(name: string, values: RunValues, context: CommandContext): Promise<number> {
  const { findResumable } = await import('../resume/find-resumable.ts');
  const folder = await findResumable(name, path.resolve(values.results));
  const { finishEnd } = await import('../resume/finish-end.ts');
  const finished = await finishEnd(folder, context);
  if (finished !== undefined) {
    context.stderr.write(`${finished.done}\n`);
    return finished.manifest.outcome === 'complete' ? 0 : 1;
  }
  if (values.repair) await repair(folder, context);
  const { resumeRun } = await import('../resume/resume-run.ts');
  const job = await resumeRun(folder, values, context);
  const { measurePlan } = await import('../run/measure-plan.ts');
  return measurePlan(job, context);
}

async function repair(folder: string, context: CommandContext): Promise<void> {
  const { lockRunFolder } = await import('../../src/record/lock-run-folder.ts');
  const { repairResaved } = await import('../../src/record/resaved-rows.ts');
  await using stack = new AsyncDisposableStack();
  const purpose = { what: 'a repair', runId: path.basename(folder) };
  stack.use(await lockRunFolder(folder, purpose, context.clock.date));
  for (const done of await repairResaved(folder)) context.stderr.write(`${done}\n`);
}
