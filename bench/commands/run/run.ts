import path from 'node:path';
import type { RunRequest } from '../../../src/domain/run/job.ts';
import { control } from '../../../src/domain/run/plan.ts';
import { extras } from '../../../src/measure/extras/index.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { chooseBaselines } from '../../../src/stats/compare/choose-baselines.ts';
import { withProject, type CommandContext } from '../../context.ts';
import { readVariants } from '../../definitions.ts';
import { refuseUndelayable } from '../../measuring/injected-delays.ts';
import { newRunId } from '../../../src/domain/run/run-id.ts';
import { printPlan } from '../../terminal/print-plan.ts';
import { writeWords } from '../../terminal/wrapped.ts';

/** Plans; with --dry-run that is all, and what measures is not even loaded. */
export async function run(request: RunRequest, ofSamples: CommandContext): Promise<number> {
  if (request.kind === 'resume') return resume(request, ofSamples);
  const { run: asked, plan: job, dryRun } = request;
  const context = withProject(ofSamples, asked.project);
  const plan = planOf(job);
  const { arms } = asked.selected;
  // Found out before the first build: the baseline has to be one of them.
  chooseBaselines([...arms.keys()], asked.baseline, undefined);
  const files = await readVariants(context.root, [...plan.variants, control], asked.selected);
  await refuseUndelayable(files, asked.selected);
  for (const line of asked.project?.told ?? []) context.stderr.write(`${line}\n`);
  if (job.shard !== undefined && !dryRun)
    for (const line of job.shard.told) context.stderr.write(`${line}\n`);
  if (dryRun) {
    await printPlan(plan, job, context);
    const isAsked = extras.some(({ id }) => asked.extras[id] !== undefined);
    if (!asked.json && isAsked)
      context.stdout.write(`${optionsOfExtras()} come on top of it: they are not foreseen\n`);
    return 0;
  }
  const { measurePlan } = await import('../../measuring/measure-plan.ts');
  return measurePlan({ runId: newRunId(context.clock.date(), plan.seed), plan, files, asked }, context);
}

/** `--transfer, --scan and --reproducible` */
function optionsOfExtras(): string {
  const names = extras.map(({ option }) => `--${option}`);
  return `${names.slice(0, -1).join(', ')} and ${names.at(-1) ?? ''}`;
}

/** Goes on with a run; of one that is finished and gets no more rounds only what is left of its end is done. */
async function resume(
  { name, results, repair: mayRepair, more, jobOf }: Extract<RunRequest, { kind: 'resume' }>,
  context: CommandContext,
): Promise<number> {
  const { findResumable } = await import('../../../src/record/find/find-resumable.ts');
  const folder = await findResumable(name, results, more !== undefined);
  const { finishEnd } = await import('../../../src/record/run-folder/finish-end.ts');
  const finished = await finishEnd(folder, context.clock.date);
  if (finished !== undefined) {
    writeWords(context.stderr, finished.done);
    if (more === undefined) return finished.manifest.outcome === 'complete' ? 0 : 1;
  }
  if (mayRepair) await repair(folder, context);
  const { resumeRun } = await import('../../resume/resume-run.ts');
  const job = await resumeRun(folder, more, jobOf, context);
  const { measurePlan } = await import('../../measuring/measure-plan.ts');
  return measurePlan(job, withProject(context, job.asked.project));
}

async function repair(folder: string, context: CommandContext): Promise<void> {
  const { lockRunFolder } = await import('../../../src/record/run-folder/lock-run-folder.ts');
  const { repairResaved } = await import('../../../src/record/csv/resaved-rows.ts');
  await using stack = new AsyncDisposableStack();
  const purpose = { what: 'a repair', runId: path.basename(folder) };
  stack.use(await lockRunFolder(folder, purpose, context.clock.date));
  for (const done of await repairResaved(folder)) writeWords(context.stderr, done);
}
