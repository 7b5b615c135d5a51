import type { BuildSecret } from '../../src/domain/run/job.ts';
import type { ReadProject } from '../../src/project/read-project.ts';
import { secretValues, secretVariables } from '../../src/project/secret-values.ts';

/** What the builds, the apps and the services of projects are given and nobody may read. Throws PROJECT_CONFIG. */
export async function secretsOf(
  projects: readonly ReadProject[],
  environment: NodeJS.ProcessEnv,
): Promise<BuildSecret[]> {
  const specs = projects
    .flatMap(({ app }) => Object.values(app.project.variants))
    .flatMap(({ secrets = [] }) => secrets);
  return [
    ...(await secretValues([...new Set(specs)], environment)),
    ...projects.flatMap(({ app: { project } }) =>
      secretVariables(
        project.start,
        Object.values(project.variants).map(({ args }) => args),
      ),
    ),
  ];
}
