import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { Plan } from '../../../src/domain/run/plan.ts';
import { planOf, selection, usualRounds } from '../../../src/plan/selection.ts';
import type { Wanted } from '../../../src/plan/wanted.ts';
import { planMs } from '../../../src/plan/forecast.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import { visitCosts } from '../../../src/stats/forecast/visit-costs.ts';
import { foresee } from '../../forecast/foresee.ts';
import type { CommandContext } from '../../context.ts';
import type { Check } from '../check.ts';
import { usedEngine } from '../engines-seen.ts';
import type { Finding } from '../finding.ts';

/** One app in its two plainest scenarios, once: enough to see that everything works. */
const short = { apps: ['node'], scenarios: ['cold', 'warm'] };
const shortWords = '--apps node --scenarios cold,warm --rounds 1';

/** What to type after `doctor`: a short run first, then the whole. Without an engine the fake one shows the program. */
export const check: Check<'results' | 'own' | 'private' | 'context'> = {
  ...{ id: 'first-commands', order: 15 },
  find: async (seen) => {
    const { results, context } = seen;
    const isThere = usedEngine(seen) !== undefined;
    if (!isThere && seen.private.state !== 'absent')
      return [
        line('first', 'npm run bench -- --engine fake --rounds 1    (no engine needed, nothing measured)'),
      ];
    const provision = isThere ? '' : '--provision ';
    const command = (words: string, time: string): string =>
      `${`npm run bench -- ${provision}${words}`.replace(/( --)? *$/, '')}    (${time})`;
    const time = (wanted: Wanted, rounds: number): Promise<string> => {
      const selected = selection(context.definitions, wanted);
      return expectedTime(planOf({ selected, rounds, seed: 0 }), results, context);
    };
    return [
      line('first', command(shortWords, await time(short, 1))),
      line('then', command('', await time({}, usualRounds))),
    ];
  },
};

const line = (what: string, found: string): Finding => ({ state: 'note', what, found });

const minutes = (ms: number): string => `about ${Math.ceil(ms / 60_000)} min`;

/** By an earlier run on this machine, or else by the published one, of a machine that may be another; a checkout may have none. */
async function expectedTime(
  plan: Plan,
  results: string,
  { root, definitions: { scenarios } }: CommandContext,
): Promise<string> {
  const limits = { budgetMs: undefined, until: undefined };
  const { expectedMs } = await foresee(plan, { limits, results, scenarios }, ({ kind }) => kind !== 'fake');
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
