import { rm } from 'node:fs/promises';
import path from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';
import type { Host } from '../../domain/host.ts';
import type { BuilderChoice } from '../../domain/run/job.ts';
import { BaseLayouts } from '../../engine/builder/base-layouts.ts';
import { askBuildx, type BuilderClient } from '../../engine/builder/builder-client.ts';
import { BuilderEngine } from '../../engine/builder/builder-engine.ts';
import { findBuilder } from '../../engine/builder/find-builder.ts';
import type { Engine } from '../../engine/engine.ts';
import { clientEnvironment } from '../../engine/private/daemon/client-environment.ts';
import { privatePaths } from '../../engine/private/private-paths.ts';
import { makeTrustedFolder } from '../../engine/private/trust/trusted-folder.ts';
import { makeTemporaryFolder } from '../../engine/temporary-folder.ts';
import { layoutsOf } from './connect-none.ts';

/**
 * Puts a builder in front of an engine: it builds, the engine has the bases and starts what was built. `stack` gets the removal of
 * what it keeps on this machine. Rejects with BUILDX_MISSING, BUILDER_NOT_FOUND, BUILDER_UNREACHABLE.
 */
export async function connectBuilder(
  home: Engine,
  { name, isMine }: BuilderChoice,
  { environment }: Pick<Host, 'environment'>,
  stack: AsyncDisposableStack,
): Promise<BuilderEngine> {
  const { client, buildxVersion } = await clientOf(name, home, environment);
  await findBuilder(client);
  const layouts = layoutsOf(environment);
  makeTrustedFolder(layouts);
  const folder = await makeTemporaryFolder('archives');
  stack.defer(() => rm(folder, { recursive: true, force: true }));
  const parts = { client, isMine, buildxVersion, home, layouts: new BaseLayouts(home, layouts), folder };
  return new BuilderEngine(parts);
}

/** Builders are the user's: so is their client, if it has buildx. Else that of the private engine looks into the user's folder. */
async function clientOf(
  name: string,
  home: Engine,
  environment: Host['environment'],
): Promise<{ client: BuilderClient; buildxVersion: string }> {
  const own = { name, environment: {} };
  const ownVersion = await buildxVersion(own);
  if (ownVersion !== undefined) return { client: own, buildxVersion: ownVersion };
  if (home.kind === 'private') {
    const paths = privatePaths({ env: environment });
    const buildxConfig = environment['BUILDX_CONFIG'] ?? path.join(dockerConfig(environment), 'buildx');
    const client = {
      name,
      environment: { ...clientEnvironment(paths, environment), BUILDX_CONFIG: buildxConfig },
    };
    const version = await buildxVersion(client);
    if (version !== undefined) return { client, buildxVersion: version };
  }
  throw new StagebenchError('BUILDX_MISSING', 'The docker CLI has no buildx plugin.');
}

const dockerConfig = ({ DOCKER_CONFIG: config, HOME: home = '/' }: Host['environment']): string =>
  config ?? path.join(home, '.docker');

async function buildxVersion(client: BuilderClient): Promise<string | undefined> {
  const answer = await askBuildx(client, ['version']).catch((error: unknown) => {
    if (error instanceof StagebenchError && error.code === 'BUILDX_MISSING') return undefined;
    throw error;
  });
  return answer === undefined || answer.failed ? undefined : /v?(\d+\.\d+\.\d+\S*)/.exec(answer.stdout)?.[1];
}
