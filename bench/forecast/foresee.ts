import { engineName } from '../../src/report/provenance/measured-where.ts';
import { differingParts } from '../../src/domain/run/environment.ts';
import type { Limits, Selection } from '../../src/domain/run/job.ts';
import type { Plan } from '../../src/domain/run/plan.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';
import { formatMs, formatSpan } from '../../src/domain/units.ts';
import { baselinesOf } from '../measuring/baselines-of.ts';
import { describeMachine } from '../../src/record/run-folder/describe-machine.ts';
import { primeText } from '../../src/report/terminal/prime-text.ts';
import * as schedule from '../../src/schedule/foresee.ts';

/** What decides how long a plan takes, and where to look for earlier runs. */
export interface Foreseen {
  readonly limits: Limits;
  /** Whose suite says what is compared: only a budget asks. */
  readonly selected?: Pick<Selection, 'arms'>;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly scenarios: readonly ScenarioDefinition[];
}

/** What an earlier run says of a plan, and for a person: how long it takes, and who says so. */
export interface Foresight extends Omit<schedule.Foresight, 'earlier'> {
  readonly text: string;
}

/** Looks what an earlier run took on an engine that `isSameEngine` takes. `columns`: of the terminal that the text is for. */
export async function foresee(
  plan: Plan,
  asked: Foreseen,
  isSameEngine: (engine: RunManifest['engine']) => boolean,
  columns?: number,
): Promise<Foresight> {
  const { earlier, ...foresight } = await schedule.foresee({
    ...{ ...asked, plan, isSameEngine, machine: describeMachine() },
    baselines: asked.selected && baselinesOf({ selected: asked.selected }).baselines,
  });
  return { ...foresight, text: await foresightText(foresight, earlier, asked.limits, columns) };
}

async function foresightText(
  { plan, expectedMs, time, budget }: Omit<schedule.Foresight, 'earlier'>,
  earlier: schedule.Foresight['earlier'],
  { budgetMs, until }: Limits,
  columns?: number,
): Promise<string> {
  if (earlier === undefined || expectedMs === undefined || time === undefined)
    return unknownText(plan, budgetMs);
  // Only here: a dry run does not wait for tables that it does not print.
  if (budget !== undefined)
    return (await import('../../src/report/terminal/forecast-table.ts')).forecastTable(budget, columns);
  const { planTimeTable } = await import('../../src/report/terminal/plan-time-table.ts');
  const took = `by the times of run ${earlier.runId} on ${engineName(earlier.engine)}`;
  return `${until === undefined ? 'about' : 'at most'} ${formatMs(expectedMs)}, ${took}\n\n${planTimeTable(time, columns)}`;
}

function unknownText({ visits }: Plan, budgetMs: number | undefined): string {
  const then =
    budgetMs === undefined
      ? ''
      : `; after round 1, the rest of ${formatSpan(budgetMs)} is shared out by its times`;
  const note = visits.some(({ phase }) => phase === 'prime') ? `\n${primeText}` : '';
  return `time unknown: no earlier run on this machine built all of these cells${then}${note}`;
}

/** Before the first build of a run: tells how its budget is shared out, or that round 1 has to come first. */
export async function shareBeforehand(
  plan: Plan,
  asked: Foreseen,
  engine: Pick<RunManifest['engine'], 'kind' | 'version'>,
  note: (text: string) => void,
): Promise<Pick<Foresight, 'plan' | 'budget'>> {
  if (asked.limits.budgetMs === undefined) return { plan };
  const { text, ...foresight } = await foresee(
    plan,
    asked,
    (other) => differingParts('forecast', [{ engine }, { engine: other }]).length === 0,
  );
  note(text);
  return foresight;
}
