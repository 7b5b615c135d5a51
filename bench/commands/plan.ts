import type { Plan } from '../../src/domain/plan.ts';
import { describePlan } from '../../src/plan/describe.ts';
import type { CommandContext } from '../context.ts';
import { makePlan } from '../make-plan.ts';
import type { Values } from '../options.ts';

/** Prints the plan; needs no engine. */
export async function planCommand(
  values: Values<'apps' | 'strategies' | 'scenarios' | 'rounds' | 'seed' | 'json'>,
  context: CommandContext,
): Promise<number> {
  printPlan(makePlan(values, context), values.json, context);
  return Promise.resolve(0);
}

export function printPlan(plan: Plan, json: boolean, { stdout }: Pick<CommandContext, 'stdout'>): void {
  stdout.write(json ? `${JSON.stringify(plan, null, 2)}\n` : describePlan(plan));
}
