import type { Plan } from '../../src/domain/plan.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { jsonText } from '../../src/domain/visible.ts';
import { describePlan } from '../../src/plan/describe.ts';
import { foresee } from '../budget/foresee.ts';
import type { CommandContext } from '../context.ts';
import type { Values } from '../options.ts';
import { planRun, type PlanValues } from '../run/plan-run.ts';

type Shown = Values<'results' | 'budget' | 'until' | 'engine' | 'json'>;

/** Prints the plan; needs no engine. */
export async function planCommand(values: PlanValues & Shown, context: CommandContext): Promise<number> {
  await printPlan(await planRun(values, context), values, context);
  return 0;
}

/** The plan and what it is expected to take, by an earlier run. Nobody asks an engine: the newest of the kind that is meant counts. */
export async function printPlan(
  plan: Plan,
  values: Shown,
  { stdout }: Pick<CommandContext, 'stdout'>,
): Promise<void> {
  const {
    text,
    plan: shared,
    ...foresight
  } = await foresee(plan, values, ({ kind }) => isMeant(kind, values.engine));
  stdout.write(
    values.json
      ? `${jsonText({ ...shared, ...foresight })}\n`
      : `${describePlan(shared)}\n${text.trimEnd()}\n`,
  );
}

const isMeant = (kind: EngineInfo['kind'], engine: Values<'engine'>['engine']): boolean =>
  engine === 'auto' ? kind !== 'fake' : kind === engine;
