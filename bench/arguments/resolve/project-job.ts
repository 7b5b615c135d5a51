import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { formatPlatform } from '../../../src/domain/image/platform.ts';
import type { ProjectJob } from '../../../src/domain/run/job.ts';
import { placedSecret, placedSsh } from '../../../src/project/placed-settings.ts';
import type { Known } from '../../command-spec.ts';
import type { PlanValues } from '../../commands/plan/options.ts';
import { expandPlatforms, platformsOf } from '../../platforms/expand-platforms.ts';
import { resultsFolder } from '../../options/results-folder.ts';

/** The options of a project, where none is measured. */
export const noProject = {
  ...{ project: undefined, dockerfile: undefined, context: undefined, target: undefined, map: undefined },
  ...{ 'build-arg': undefined, secret: undefined, ssh: undefined, platform: undefined },
} as const;

/** What names a project. */
export type ProjectValues = Pick<PlanValues, keyof typeof noProject | 'results'>;

/** The project that is named, as what can be measured in place of the samples; undefined if none is. Throws what `readProject` throws. */
export async function projectJob(
  values: ProjectValues,
  { definitions }: Pick<Known, 'definitions'>,
): Promise<ProjectJob | undefined> {
  if (values.project === undefined) {
    // The others are refused by the parser; this one means something else to another command.
    if (values.platform === undefined) return undefined;
    throw new StagebenchError('USAGE', '--platform means nothing without --project.');
  }
  const { secret = [], ssh = [] } = placesIn(values, (file) => path.resolve(file));
  const platforms = values.platform === undefined ? [] : platformsOf(values.platform);
  const isOne = platforms.length < 2;
  const { openProject } = await import('../../project/open-project.ts');
  const job = await openProject(
    {
      ...{
        root: path.resolve(values.project),
        dockerfiles: values.dockerfile ?? [],
        context: values.context,
      },
      ...{ target: values.target, buildArgs: buildArgsOf(values['build-arg']), secrets: secret },
      ...{
        ssh,
        platform: isOne ? values.platform : platforms.map(formatPlatform)[0],
        maps: values.map ?? [],
        others: platforms.slice(1).map(formatPlatform),
      },
      skipped: [resultsFolder(values)],
    },
    definitions,
    process.env,
  );
  return expandPlatforms(job, platforms);
}

/** As docker takes them: one without a value has that of its variable. */
export const buildArgsOf = (words: readonly string[] = []): string[] =>
  words.map((word) => (process.env[word] === undefined ? word : `${word}=${process.env[word]}`));

/** The options that name files of the user, with each of them as `place` says it. */
export function placesIn(
  { project, secret, ssh }: Pick<PlanValues, 'project' | 'secret' | 'ssh'>,
  place: (file: string) => string,
): Partial<Pick<PlanValues, 'project' | 'secret' | 'ssh'>> {
  return {
    ...(project !== undefined && { project: place(project) }),
    ...(secret !== undefined && { secret: secret.map((spec) => placedSecret(spec, place)) }),
    ...(ssh !== undefined && { ssh: ssh.map((spec) => placedSsh(spec, place)) }),
  };
}
