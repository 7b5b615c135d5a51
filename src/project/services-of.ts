import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { ProjectService, ServiceBuild } from '../domain/definitions/service.ts';
import { StagebenchError } from '../domain/errors.ts';
import { checkTarget } from './check-build.ts';
import { checkDockerfile, pathInside } from './choose-dockerfiles.ts';
import type { ProjectConfig } from './config/config-schema.ts';
import type { FoundConfig } from './config/parse-config.ts';

/** Longer than a database takes for its first start; s. */
const usualTimeoutSeconds = 60;

type Said = NonNullable<ProjectConfig['services']>[string];

/** What the app needs to start, as stagebench.json says. Throws PROJECT_CONFIG, NO_DOCKERFILE. */
export async function servicesOf(root: string, config: FoundConfig | undefined): Promise<ProjectService[]> {
  const services: ProjectService[] = [];
  for (const [name, said] of Object.entries(config?.says.services ?? {})) {
    const where = config?.at('services', name) ?? '';
    if (!/^[a-z0-9](?:[a-z0-9_.-]*[a-z0-9])?$/i.test(name) || name === 'localhost')
      throw cannot(where, `${JSON.stringify(name)} cannot be the name of a machine`);
    services.push({
      name,
      ready: readyOf(said, where),
      timeoutMs: Math.round(1000 * (said.timeoutSeconds ?? usualTimeoutSeconds)),
      ...(said.image !== undefined && { image: said.image }),
      ...(said.dockerfile !== undefined && { build: await buildOf(root, said, said.dockerfile, where) }),
      ...(said.command && { command: said.command }),
      ...(said.environment && { environment: said.environment }),
      ...(said.port !== undefined && { port: said.port }),
    });
  }
  return services;
}

async function buildOf(
  root: string,
  { context, target, args }: Said,
  dockerfile: string,
  where: string,
): Promise<ServiceBuild> {
  const file = pathInside(root, dockerfile, where);
  await checkDockerfile(root, file, `${where}: `);
  if (target !== undefined) checkTarget(file, await readFile(path.join(root, file), 'utf8'), target, where);
  const folder = path.join(root, pathInside(root, context ?? path.dirname(file), where));
  const found = await stat(folder).catch(() => undefined);
  if (found?.isDirectory() !== true) throw cannot(where, `there is no folder ${context ?? ''} in ${root}`);
  return {
    ...{ dockerfile: path.join(root, file), context: folder },
    ...(target !== undefined && { target }),
    ...(args && { args }),
  };
}

/** Throws PROJECT_CONFIG where nothing could be asked. */
function readyOf({ ready, port }: Said, where: string): ProjectService['ready'] {
  if (ready === undefined && port === undefined)
    throw cannot(where, 'nothing says when it is ready. Name its port, or ready');
  if (ready === 'runs') return { kind: 'runs' };
  if (ready === 'healthcheck') return { kind: 'image' };
  if (typeof ready === 'object' && ready.command !== undefined)
    return { kind: 'command', command: ready.command };
  if (port === undefined) throw cannot(where, 'nothing says the port at which it is asked. Name it as port');
  if (ready === undefined || ready === 'listens') return { kind: 'listens' };
  if (typeof ready === 'string') return { kind: 'answers', path: ready };
  const { path: asked = '/', status, body } = ready;
  return {
    ...{ kind: 'answers', path: asked },
    ...(status !== undefined && { status }),
    ...(body !== undefined && { body }),
  };
}

const cannot = (where: string, why: string): StagebenchError =>
  new StagebenchError('PROJECT_CONFIG', `${where}: ${why}.`);
