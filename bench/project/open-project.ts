import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import type { ProjectJob } from '../../src/domain/run/job.ts';
import type { ProjectRequest } from '../../src/project/project-request.ts';
import { readProject } from '../../src/project/read-project.ts';
import { secretValues } from '../../src/project/secret-values.ts';
import { describeProject } from './describe-project.ts';

/** Reads a project, and puts it in the place of the samples: one app, a variant for each Dockerfile. */
export async function openProject(
  request: ProjectRequest,
  samples: Definitions,
  environment: NodeJS.ProcessEnv,
): Promise<ProjectJob> {
  const read = await readProject(request);
  const { app, variants, git } = read;
  const edits = new Set(app.edits.map(({ kind }) => kind));
  // Nothing is known that such an edit could change.
  const scenarios = samples.scenarios.filter(({ edit }) => edit === undefined || edits.has(edit));
  return {
    definitions: { ...samples, apps: [app], strategies: variants, scenarios },
    told: describeProject(read, samples.scenarios),
    name: app.project.name,
    ...(git && { git }),
    mapped: app.project.mapped,
    secrets: await secretValues(
      [...new Set(Object.values(app.project.variants).flatMap(({ secrets = [] }) => secrets))],
      environment,
    ),
  };
}
