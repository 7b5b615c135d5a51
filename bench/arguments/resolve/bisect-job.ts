import { StagebenchError } from '../../../src/domain/errors.ts';
import type { BasesChoice, EngineChoice } from '../../../src/domain/run/job.ts';
import { fewestPairs } from '../../../src/stats/trend/side-by-side.ts';
import type { BisectJob } from '../../commands/bisect/run.ts';
import type { Known } from '../../command-spec.ts';
import { projectJob, type ProjectValues } from './project-job.ts';

/** Throws USAGE for what is no name of a cell, and for too few pairs. */
export async function bisectJob(
  values: ProjectValues & {
    readonly series: string;
    readonly before: string | undefined;
    readonly after: string;
    readonly pairs: number;
    readonly history: string;
    readonly results: string;
    readonly engine: EngineChoice['engine'];
    readonly provision: boolean;
    readonly bases: BasesChoice['source'];
    readonly 'ca-bundle': string | undefined;
    readonly quiet: boolean;
    readonly json: boolean;
  },
  known: Pick<Known, 'definitions'>,
): Promise<BisectJob> {
  const { series, before, after, pairs, history, results, quiet, json } = values;
  const [app, strategy, scenario, further] = series.split('/');
  if (!app || !strategy || !scenario || further !== undefined)
    throw new StagebenchError(
      'USAGE',
      `${JSON.stringify(series)} is no series: name app, strategy and scenario, as go/slim/cold.`,
    );
  if (pairs < fewestPairs)
    throw new StagebenchError('USAGE', `--pairs needs at least ${fewestPairs}: fewer say nothing.`);
  const project = await projectJob(values, known);
  return {
    ...{ cell: { app, strategy, scenario }, before, after, pairs, history, json },
    run: {
      ...(project && { project }),
      ...{ results, quiet, engine: { engine: values.engine, provision: values.provision } },
      bases: { source: values.bases, caBundle: values['ca-bundle'] },
    },
  };
}
