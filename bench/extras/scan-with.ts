import path from 'node:path';
import type { Readable } from 'node:stream';
import type { ScannerId, ScanResult } from '../../src/domain/image/scan.ts';
import { shellWord } from '../../src/domain/shell-word.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import { clientEnvironment } from '../../src/engine/private/daemon/client-environment.ts';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import { checkTrusted } from '../../src/engine/private/trust/trusted-folder.ts';
import { lookForScanner } from '../../src/inspect/scan/look-for-scanner.ts';
import { scanImages } from '../../src/inspect/scan/scan-images.ts';
import type { ScannerEngine } from '../../src/inspect/scan/scanner-commands.ts';
import { scanners } from '../../src/inspect/scan/scanners.ts';
import type { Host } from '../../src/domain/host.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';

/** A scanner that has to fetch its database first takes minutes, not seconds. */
const timeoutMs = 15 * 60_000;

/** The engine that is used, on which the scanner may run in a container if it is not installed. */
export interface EngineForScans {
  readonly isPrivate: boolean;
  /** Of the container. */
  readonly labels: Readonly<Record<string, string>>;
}

/** Has one saved image scanned. Throws INTERRUPTED only: all else is a result that says why. */
type ScanOne = (
  saveImage: () => Promise<Readable>,
  onProgress: (text: string) => void,
) => Promise<ScanResult>;

/** A scanner for the images of one command. Without an engine it must be installed. Rejects with CACHE_NOT_TRUSTED. */
export async function scanWith(
  scanner: ScannerId,
  context: Pick<Host, 'environment' | 'signal' | 'clock'>,
  engine: EngineForScans | undefined,
  /** Told at once why nothing could be scanned now. */
  warn?: (text: string) => void,
): Promise<ScanOne> {
  const { environment, signal, clock } = context;
  const cacheRoot = cacheRootOf(environment);
  checkTrusted(path.join(cacheRoot, 'scan'));
  checkTrusted(path.join(cacheRoot, scanner));
  const parts = {
    ...{ scanner: scanners[scanner], environment, timeoutMs, signal, clock },
    tempFolder: path.join(cacheRoot, 'scan'),
    engine: engine && {
      ...(await dockerFor(engine, environment)),
      cacheFolder: path.join(cacheRoot, scanner),
      labels: engine.labels,
      user: caller(),
    },
  };
  const missing = warn && (await lookForScanner(parts));
  if (missing !== undefined) warn?.(`no image will be scanned: ${missing}`);
  const scan = scanImages(parts);
  return (saveImage, onProgress) => scan({ saveImage, onProgress });
}

/** The numbers of the user and the group; undefined where there are none. */
function caller(): string | undefined {
  const [uid, gid] = [process.getuid?.(), process.getgid?.()];
  return uid === undefined || gid === undefined ? undefined : `${uid}:${gid}`;
}

/** What makes a docker client speak to the engine that is used: ours, and one that a person calls. */
async function dockerFor(
  { isPrivate }: EngineForScans,
  environment: NodeJS.ProcessEnv,
): Promise<Pick<ScannerEngine, 'environment' | 'pullCommand'>> {
  if (!isPrivate) {
    const endpoint = await findEndpoint(environment);
    return {
      environment: { ...endpoint.environment, DOCKER_HOST: endpoint.host },
      pullCommand: 'docker pull',
    };
  }
  const paths = mainEngine({ environment });
  // The engine may be stopped when this is read, and the machine may have no other client.
  const client = path.join(paths.engineRoot, 'usr', 'bin', 'docker');
  return {
    environment: clientEnvironment(paths, environment),
    pullCommand: `npm run -s stagebench -- engine up && DOCKER_HOST=${shellWord(`unix://${paths.socket}`)} ${shellWord(client)} pull`,
  };
}
