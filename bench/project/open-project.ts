import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { stepLines } from '../../src/dockerfile/step-lines.ts';
import type { Definitions } from '../../src/domain/definitions/definitions.ts';
import { masked } from '../../src/domain/masked.ts';
import { maskedTexts, type BuildSecret, type ProjectJob } from '../../src/domain/run/job.ts';
import { variantId } from '../../src/domain/run/plan.ts';
import type { ProjectRequest } from '../../src/project/project-request.ts';
import { readProject, type ReadProject } from '../../src/project/read-project.ts';
import { describeProject } from './describe-project.ts';
import { secretsOf } from './secrets-of.ts';

/** Reads a project, and puts it in the place of the samples: one app, a variant for each Dockerfile. */
export async function openProject(
  request: ProjectRequest,
  samples: Definitions,
  environment: NodeJS.ProcessEnv,
): Promise<ProjectJob> {
  const read = await readProject(request);
  return {
    ...(await projectJobOf(read, samples, environment)),
    inCommit: async (commit, target) => {
      const { pastProject } = await import('./past-project.ts');
      return pastProject(request, read, { commit, target }, environment);
    },
  };
}

/** The same of a project that was read. `others`: it as it is in further commits, whose secrets are its own. */
export async function projectJobOf(
  read: ReadProject,
  samples: Definitions,
  environment: NodeJS.ProcessEnv,
  others: readonly ReadProject[] = [],
): Promise<ProjectJob> {
  const { app, variants, git } = read;
  const secrets = await secretsOf([read, ...others], environment);
  const edits = new Set(app.edits.map(({ kind }) => kind));
  // Nothing is known that such an edit could change.
  const scenarios = samples.scenarios.filter(({ edit }) => edit === undefined || edits.has(edit));
  return {
    definitions: {
      ...{ ...samples, apps: [app], strategies: variants, scenarios },
      suites: samples.suites.map((suite) => suite.ofProject?.(variants) ?? suite),
    },
    told: describeProject(read, samples.scenarios),
    name: app.project.name,
    ...(typeof git === 'object' && { git }),
    dockerfiles: await linesOf(app, secrets),
    mapped: app.project.mapped,
    secrets,
  };
}

/**
 * What advice needs to name a line, whenever it is given: the project may be gone by then. Names of steps are masked as they are in rows:
 * a step may have a secret in its text.
 */
async function linesOf(
  { id, project }: ReadProject['app'],
  secrets: readonly BuildSecret[],
): Promise<ProjectJob['dockerfiles']> {
  const texts = maskedTexts(secrets);
  const variants = Object.entries(project.variants).map(async ([variant, { dockerfile }]) => {
    const lines = Object.entries(stepLines(await readFile(dockerfile, 'utf8')));
    return [
      variantId({ app: id, strategy: variant }),
      {
        file: path.relative(project.root, dockerfile),
        lines: Object.fromEntries(lines.map(([name, line]) => [masked(name, texts), line])),
      },
    ] as const;
  });
  return Object.fromEntries(await Promise.all(variants));
}
