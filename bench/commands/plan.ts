import type { Plan } from '../../src/domain/plan.ts';
import type { EngineInfo } from '../../src/domain/engine-info.ts';
import { jsonText } from '../../src/domain/visible.ts';
import { describePlan } from '../../src/plan/describe.ts';
import { hangingText } from '../../src/report/note-text.ts';
import { foresee } from '../run/foresee.ts';
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
  const columns = stdout.columns || Infinity;
  const {
    text,
    plan: shared,
    ...foresight
  } = await foresee(plan, values, ({ kind }) => isMeant(kind, values.engine), columns);
  stdout.write(
    values.json
      ? `${jsonText({ ...shared, ...foresight })}\n`
      : `${hanging(describePlan(shared), columns)}\n${hanging(text.trimEnd(), columns)}\n`,
  );
}

/** Every line in the width of the terminal; what a variant's chain has no room for goes under the chain. */
const hanging = (text: string, columns: number): string =>
  text
    .split('\n')
    .map((line) => {
      const [label] = /^ +\d+ +\S+ +/.exec(line) ?? [''];
      return hangingText(label, line.slice(label.length), columns, label.length || 2);
    })
    .join('\n');

const isMeant = (kind: EngineInfo['kind'], engine: Values<'engine'>['engine']): boolean =>
  engine === 'auto' ? kind !== 'fake' : kind === engine;
