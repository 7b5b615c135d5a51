import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Host } from '../../domain/host.ts';
import { NoEngine } from '../../engine/builder/no-engine.ts';
import { cacheRootOf } from '../../engine/private/private-paths.ts';
import { makeTrustedFolder } from '../../engine/private/trust/trusted-folder.ts';
import { makeTemporaryFolder } from '../../engine/temporary-folder.ts';
import type { Connection } from '../connection.ts';

/** Where a builder brings its bases from. */
export const layoutsOf = (environment: Host['environment']): string =>
  path.join(cacheRootOf(environment), 'layouts');

/** What stands behind a builder where no engine is. */
export async function connectNone({
  environment,
  clock,
}: Pick<Host, 'environment' | 'clock'>): Promise<Connection> {
  const layouts = layoutsOf(environment);
  makeTrustedFolder(layouts);
  const folder = await makeTemporaryFolder('archives');
  const close = () => rm(folder, { recursive: true, force: true });
  return { engine: new NoEngine(folder, layouts), clock, close };
}
