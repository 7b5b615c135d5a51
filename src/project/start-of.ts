import type { ImageSettings } from '../dockerfile/image-settings.ts';
import type { Health } from '../domain/definitions/health.ts';
import type { ProjectStart, ProjectVariant } from '../domain/definitions/project.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { ProjectConfig } from './config/config-schema.ts';
import type { FoundConfig } from './config/parse-config.ts';

/** Longer than a slow start takes; s. */
const usualTimeoutSeconds = 90;

/**
 * How the images are started: as stagebench.json says; what it leaves open is what all images have in common: the first port, and a
 * HEALTHCHECK if each of them has one. Throws PROJECT_CONFIG for a sign of health that cannot be had.
 */
export function startOf(settings: readonly ImageSettings[], config: FoundConfig | undefined): ProjectStart {
  const says: ProjectConfig = config?.says ?? {};
  const port = says.port ?? settings.flatMap(({ ports }) => ports)[0];
  const isChecked = settings.length > 0 && settings.every(({ hasHealthcheck }) => hasHealthcheck);
  const health = says.health === undefined ? undefined : healthOf(says.health);
  const where = (): string => config?.at('health') ?? '';
  if ((health?.kind === 'answers' || health?.kind === 'listens') && port === undefined)
    throw cannot(where(), 'nothing says the port. Name it as port; no Dockerfile has an EXPOSE');
  if (health?.kind === 'image' && !isChecked) throw cannot(where(), 'not every Dockerfile has a HEALTHCHECK');
  const { command, environment, user, volumes } = says;
  return {
    timeoutMs: Math.round(1000 * (says.startTimeoutSeconds ?? usualTimeoutSeconds)),
    ...(port !== undefined && { port }),
    ...(health ? { health } : isChecked && { health: { kind: 'image' } }),
    ...(command && { command }),
    ...(environment && { environment }),
    ...(user !== undefined && { user }),
    ...(volumes && { volumes }),
  };
}

/** The variants, each with its own port where it has another one than the first. */
export const withPorts = (
  variants: Readonly<Record<string, ProjectVariant>>,
  settings: readonly ImageSettings[],
  { port: first }: ProjectStart,
  config: FoundConfig | undefined,
): Record<string, ProjectVariant> =>
  Object.fromEntries(
    Object.entries(variants).map(([name, variant], index) => {
      const port = config?.says.port === undefined ? settings[index]?.ports[0] : undefined;
      return [name, port === undefined || port === first ? variant : { ...variant, port }];
    }),
  );

function healthOf(said: NonNullable<ProjectConfig['health']>): Health {
  if (typeof said !== 'string') {
    const { path, status, body } = said;
    return {
      ...{ kind: 'answers', path },
      ...(status !== undefined && { status }),
      ...(body !== undefined && { body }),
    };
  }
  if (said === 'listens' || said === 'runs') return { kind: said };
  return said === 'healthcheck' ? { kind: 'image' } : { kind: 'answers', path: said };
}

const cannot = (where: string, why: string): StagebenchError =>
  new StagebenchError('PROJECT_CONFIG', `${where}: ${why}.`);
