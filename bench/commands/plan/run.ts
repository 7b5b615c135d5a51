import type { PlanJob } from '../../../src/domain/run/job.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { withProject, type CommandContext } from '../../context.ts';
import { printPlan } from '../../terminal/print-plan.ts';

/** Prints the plan; needs no engine. */
export async function planCommand(job: PlanJob, ofSamples: CommandContext): Promise<number> {
  const context = withProject(ofSamples, job.project);
  for (const line of job.project?.told ?? []) context.stderr.write(`${line}\n`);
  await printPlan(planOf(job), job, context);
  return 0;
}
