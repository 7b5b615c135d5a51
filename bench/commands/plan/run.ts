import type { PlanJob } from '../../../src/domain/run/job.ts';
import { planOf } from '../../../src/plan/selection.ts';
import type { CommandContext } from '../../context.ts';
import { printPlan } from '../../terminal/print-plan.ts';

/** Prints the plan; needs no engine. */
export async function planCommand(job: PlanJob, context: CommandContext): Promise<number> {
  await printPlan(planOf(job), job, context);
  return 0;
}
