import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ScannerId, ScanResult } from '../src/domain/scan.ts';
import type { DockerEndpoint } from '../src/engine/docker/endpoint.ts';
import { findEndpoint } from '../src/engine/docker/find-endpoint.ts';
import { clientEnvironment } from '../src/engine/private/client-environment.ts';
import { cacheRootOf } from '../src/engine/private/private-paths.ts';
import { scanImage } from '../src/inspect/scan/scan-image.ts';
import { scanners } from '../src/inspect/scan/scanners.ts';
import type { CommandContext } from './context.ts';
import { mainEngine } from './private-engine.ts';

/** A scanner that has to fetch its database first takes minutes, not seconds. */
const timeoutMs = 15 * 60_000;

interface ScanOptions {
  /** Where the scanner may run in a container if it is not installed; without it, it may not. */
  readonly engine?: { readonly isPrivate: boolean; readonly labels: Readonly<Record<string, string>> };
  readonly onProgress?: (text: string) => void;
}

/** Has one saved image scanned. Throws INTERRUPTED only: all else is a result that says why. */
export async function scanWith(
  scanner: ScannerId,
  saveImage: () => Promise<Readable>,
  context: Pick<CommandContext, 'environment' | 'signal'>,
  { engine, onProgress }: ScanOptions,
): Promise<ScanResult> {
  const { environment, signal } = context;
  return scanImage({
    ...{
      scanner: scanners[scanner],
      saveImage,
      tempFolder: tmpdir(),
      environment,
      timeoutMs,
      signal,
      onProgress,
    },
    engine: engine && {
      environment: await engineVariables(engine.isPrivate, environment),
      cacheFolder: path.join(cacheRootOf(environment), scanner),
      labels: engine.labels,
    },
  });
}

/** What makes a docker client speak to the engine that is used. */
async function engineVariables(
  isPrivate: boolean,
  environment: NodeJS.ProcessEnv,
): Promise<DockerEndpoint['environment']> {
  if (isPrivate) return clientEnvironment(mainEngine({ environment }), environment);
  const endpoint = await findEndpoint(environment);
  return { ...endpoint.environment, DOCKER_HOST: endpoint.host };
}
