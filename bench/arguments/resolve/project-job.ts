import { existsSync } from 'node:fs';
import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { ProjectJob } from '../../../src/domain/run/job.ts';
import type { Known } from '../../command-spec.ts';
import type { PlanValues } from '../../commands/plan/options.ts';
import { results as resultsOption } from '../../options/runs.ts';

/** Where the rows of a project go unless another folder is named: nothing is written into the project. */
const projectResults = 'stagebench-results';

/** The options of a project, where none is measured. */
export const noProject = {
  ...{ project: undefined, dockerfile: undefined, context: undefined, target: undefined, map: undefined },
  ...{ 'build-arg': undefined, secret: undefined, ssh: undefined, platform: undefined },
} as const;

/** Absolute path of the folder that holds the runs: that of the samples, or that of projects. */
export function resultsFolder({ project, results }: Pick<PlanValues, 'project' | 'results'>): string {
  if (results !== resultsOption.default) return path.resolve(results);
  if (project !== undefined) return path.resolve(projectResults);
  // Somebody who measures projects has no results of samples.
  return path.resolve(existsSync(results) || !existsSync(projectResults) ? results : projectResults);
}

/** The project that is named, as what can be measured in place of the samples; undefined if none is. Throws what `readProject` throws. */
export async function projectJob(
  values: PlanValues,
  { definitions }: Pick<Known, 'definitions'>,
): Promise<ProjectJob | undefined> {
  if (values.project === undefined) {
    // The others are refused by the parser; this one means something else to another command.
    if (values.platform === undefined) return undefined;
    throw new StagebenchError('USAGE', '--platform means nothing without --project.');
  }
  const { openProject } = await import('../../project/open-project.ts');
  return openProject(
    {
      ...{
        root: path.resolve(values.project),
        dockerfiles: values.dockerfile ?? [],
        context: values.context,
      },
      ...{ target: values.target, buildArgs: values['build-arg'] ?? [], secrets: values.secret ?? [] },
      ...{ ssh: values.ssh ?? [], platform: values.platform, maps: values.map ?? [] },
      skipped: [resultsFolder(values)],
    },
    definitions,
    process.env,
  );
}
