import { StagebenchError } from '../../src/domain/errors.ts';
import type { AppDefinition } from '../../src/domain/definitions/app.ts';
import {
  formatPlatform,
  parsePlatform,
  usualPlatform,
  type Platform,
} from '../../src/domain/image/platform.ts';
import type { ProjectJob } from '../../src/domain/run/job.ts';

/** The platforms of a list. Throws USAGE for one that is none, or is there twice. */
export function platformsOf(text: string): Platform[] {
  const platforms = text.split(',').map((one) => usualPlatform(parsePlatform(one)));
  const names = platforms.map(formatPlatform);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) throw new StagebenchError('USAGE', `--platform names ${twice} twice.`);
  return platforms;
}

/**
 * A project on several platforms is an app for each, as `web.arm64`, or `web.linux-arm64` beside another system: apps are never held against each other, in no table and no
 * comparison. On a single one it keeps its name.
 */
export function expandPlatforms(job: ProjectJob, platforms: readonly Platform[]): ProjectJob {
  if (platforms.length < 2) return job;
  const { apps, strategies } = job.definitions;
  const hasOne = new Set(platforms.map(({ os }) => os)).size === 1;
  const idOn = (id: string, { os, architecture, variant }: Platform): string =>
    `${id}.${[hasOne ? '' : os, architecture, variant].filter(Boolean).join('-')}`;
  const idsOf = (id: string): string[] => platforms.map((platform) => idOn(id, platform));
  const onEach = <T>(entries: readonly (readonly [string, T])[], split: (key: string) => [string, string]) =>
    Object.fromEntries(
      entries.flatMap(([key, value]) => {
        const [id, rest] = split(key);
        return idsOf(id).map((own) => [`${own}${rest}`, value] as const);
      }),
    );
  return {
    ...job,
    definitions: {
      ...job.definitions,
      apps: apps.flatMap((app) => platforms.map((platform) => on(app, idOn(app.id, platform), platform))),
      strategies: strategies.map((strategy) => ({
        ...strategy,
        reruns: onEach(Object.entries(strategy.reruns), (id) => [id, '']),
      })),
    },
    dockerfiles: onEach(Object.entries(job.dockerfiles), (key) => {
      const slash = key.indexOf('/');
      return [key.slice(0, slash), key.slice(slash)];
    }),
    told: [
      ...job.told,
      `  platforms    ${platforms.map((one) => `${formatPlatform(one)} as ${idsOf(apps[0]?.id ?? '')[platforms.indexOf(one)]}`).join(', ')}`,
    ],
  };
}

function on(app: AppDefinition, id: string, platform: Platform): AppDefinition {
  const { project } = app;
  if (project === undefined) return app;
  const variants = Object.entries(project.variants).map(([name, variant]) => [
    name,
    { ...variant, platform: formatPlatform(platform) },
  ]);
  return {
    ...app,
    id,
    project: { ...project, variants: Object.fromEntries(variants) as typeof project.variants },
  };
}
