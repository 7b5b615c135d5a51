import type { CommandContext } from '../context.ts';
import { readVariants } from '../definitions.ts';
import { makePlan } from '../make-plan.ts';
import type { RunValues } from '../run-values.ts';
import { printPlan } from './plan.ts';

/** Resolves and plans; with --dry-run that is all, and what measures is not even loaded. */
export async function run(values: RunValues, context: CommandContext): Promise<number> {
  const plan = makePlan(values, context);
  const files = await readVariants(context.root, plan.variants);
  if (values['dry-run']) {
    printPlan(plan, values.json, context);
    return 0;
  }
  const { measurePlan } = await import('../measure-plan.ts');
  return measurePlan(plan, files, values, context);
}
