import type { Plan } from '../../src/domain/run/plan.ts';
import type { PlanJob } from '../../src/domain/run/job.ts';
import { describePlan } from '../../src/plan/describe.ts';
import type { ShownTable } from '../../src/report/table.ts';
import { hangingText } from '../../src/report/terminal/note-text.ts';
import { foresee } from '../forecast/foresee.ts';
import { isMeantEngine } from '../forecast/is-meant-engine.ts';
import type { CommandContext } from '../context.ts';
import { printReport } from './print-report.ts';

/** The plan and what it is expected to take, by an earlier run. Nobody asks an engine: the newest of the kind that is meant counts. */
export async function printPlan(
  plan: Plan,
  job: PlanJob,
  { stdout, stderr, definitions }: Pick<CommandContext, 'stdout' | 'stderr' | 'definitions'>,
): Promise<void> {
  const { told, number, of, split, balancedBy } = job.shard ?? {};
  const shard = { number, of, split, balancedBy };
  const {
    text,
    plan: shared,
    ...foresight
  } = await foresee(
    plan,
    { ...job, scenarios: definitions.scenarios },
    ({ kind }) => isMeantEngine(kind, job.engine),
    stdout.columns || Infinity,
  );
  const table: ShownTable = {
    cells: {
      head: ['build', 'round', 'app', 'strategy', 'scenario', 'phase', 'builds'],
      rows: shared.visits.map(({ sequence, round, app, strategy, scenario, phase, builds = 1 }) => [
        ...[String(sequence), String(round), app, strategy, scenario, phase, String(builds)],
      ]),
      right: [true, true, false, false, false, false, true],
    },
    drawn: (columns) =>
      [...(told ? [`${told.join('\n')}\n`] : []), describePlan(shared), text.trimEnd()]
        .map((part) => `${hanging(part, columns)}\n`)
        .join(''),
  };
  const data = { ...shared, ...foresight, ...(told && { shard }) };
  printReport({ data, tables: [table] }, job, { stdout, stderr });
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
