import { control } from '../../src/domain/plan.ts';
import { chooseBaselines } from '../../src/stats/choose-baselines.ts';
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
  if (values.resume !== undefined) {
    const { resumeRun } = await import('../resume/resume-run.ts');
    const job = await resumeRun(values, context);
    const { measurePlan } = await import('../run/measure-plan.ts');
    return measurePlan(job, context);
  }
  refuseFakeExtras(values);
  const plan = await planRun(values, context);
  const { arms } = selection(values);
  // Found out before the first build: the baseline has to be one of them.
  chooseBaselines(
    [...arms.keys()],
    values.baseline,
    undefined,
  );
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
