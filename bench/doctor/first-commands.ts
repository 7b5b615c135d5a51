import path from 'node:path';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { Plan } from '../../src/domain/plan.ts';
import { planMs } from '../../src/plan/forecast.ts';
import { readRun } from '../../src/record/read-run.ts';
import { visitCosts } from '../../src/stats/forecast/visit-costs.ts';
import { foresee } from '../budget/foresee.ts';
import type { CommandContext } from '../context.ts';
import type { Finding } from './finding.ts';
import { makePlan } from '../run/make-plan.ts';
import { scenarios } from '../registry.ts';

const nothingChosen = {
  ...{ suite: 'default', apps: undefined, strategies: undefined, scenarios: undefined },
  ...{ rounds: undefined, seed: 0 },
};
/** One app in its two plainest scenarios, once: enough to see that everything works. */
const short = { ...nothingChosen, apps: ['node'], scenarios: ['cold', 'warm'], rounds: 1 };
const shortWords = '--apps node --scenarios cold,warm --rounds 1';

/** What to type after `doctor`: a short run first, then the whole. Without an engine the fake one shows the program. */
export async function firstCommands(
  results: string,
  engine: 'there' | 'to provision' | 'none',
  context: CommandContext,
): Promise<Finding[]> {
  const finding = (what: string, found: string): Finding => ({ state: 'note', what, found });
  if (engine === 'none')
    return [
      finding('first', 'npm run bench -- --engine fake --rounds 1    (no engine needed, nothing measured)'),
    ];
  const provision = engine === 'to provision' ? '--provision ' : '';
  const command = (words: string, time: string): string =>
    `${`npm run bench -- ${provision}${words}`.replace(/( --)? *$/, '')}    (${time})`;
  const time = (plan: Plan): Promise<string> => expectedTime(plan, results, context);
  return [
    finding('first', command(shortWords, await time(makePlan(short, context)))),
    finding('then', command('', await time(makePlan(nothingChosen, context)))),
  ];
}

const minutes = (ms: number): string => `about ${Math.ceil(ms / 60_000)} min`;

/** By an earlier run on this machine, or else by the published one, of a machine that may be another; a checkout may have none. */
async function expectedTime(plan: Plan, results: string, { root }: CommandContext): Promise<string> {
  const values = { results, budget: undefined, until: undefined };
  const { expectedMs } = await foresee(plan, values, ({ kind }) => kind !== 'fake');
  if (expectedMs !== undefined) return minutes(expectedMs);
  const published = await readRun(path.join(root, 'results', 'published', 'default')).catch(
    (error: unknown) => {
      if (error instanceof StagebenchError) return undefined;
      throw error;
    },
  );
  if (published === undefined) return 'time unknown';
  const { builds, manifest } = published;
  const { starts = 0, inspections = 0 } = manifest.timeSpent ?? {};
  const onceMs = ((starts + inspections) * plan.variants.length) / manifest.plan.variants.length;
  const ms = planMs(plan, visitCosts(builds, plan, scenarios, onceMs));
  return `${minutes(ms)} on the machine of the published run`;
}
