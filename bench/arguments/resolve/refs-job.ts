import path from 'node:path';
import { buildArgsOf, placesIn } from './project-job.ts';
import { refsSuite } from '../../refs/suite.ts';
import type { CompareRefsJob } from '../../commands/compare-refs/run.ts';
import type { CompareRefsValues } from '../../commands/compare-refs/options.ts';
import type { Known } from '../../command-spec.ts';
import { resultsFolder } from '../../options/results-folder.ts';
import { engineChoice } from './engine-choice.ts';
import { roundsOf, seedOf } from './plan-job.ts';

/** Throws USAGE for an --until that needs more rounds. */
export async function refsJob(
  { base, head, ...values }: CompareRefsValues & { readonly base: string; readonly head: string },
  { clock }: Pick<Known, 'clock'>,
): Promise<CompareRefsJob> {
  const project = values.project ?? '.';
  const results = resultsFolder({ ...values, project });
  const { secret = [], ssh = [] } = placesIn(values, (file) => path.resolve(file));
  return {
    ...{ base, head, json: values.json, md: values.md },
    request: {
      ...{ root: path.resolve(project), dockerfiles: values.dockerfile ?? [], context: values.context },
      ...{ target: values.target, buildArgs: buildArgsOf(values['build-arg']), secrets: secret },
      ...{ ssh, platform: values.platform, maps: values.map ?? [], skipped: [results] },
    },
    run: {
      ...{ suite: refsSuite, scenarios: values.scenarios, results, quiet: values.quiet },
      rounds: values.budget === undefined ? await roundsOf(values, { suite: refsSuite }) : 1,
      seed: values.seed ?? seedOf(clock.date()),
      limits: { budgetMs: values.budget, until: values.until },
      engine: engineChoice(values),
      bases: { source: values.bases, caBundle: values['ca-bundle'] },
    },
  };
}
