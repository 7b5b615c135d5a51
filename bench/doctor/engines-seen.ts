import { StagebenchError } from '../../src/domain/errors.ts';
import { DockerEngine } from '../../src/engine/docker/docker-engine.ts';
import { findEndpoint } from '../../src/engine/docker/connect/find-endpoint.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { daemonPid, daemonStatus } from '../../src/engine/private/daemon/daemon-status.ts';
import { readHostFacts } from '../../src/engine/private/apt/host-facts.ts';
import { hostProblem } from '../../src/engine/private/apt/host-problem.ts';
import { storedTags } from '../../src/engine/private/daemon/stored-tags.ts';
import type { CommandContext } from '../context.ts';
import { connectRunning } from '../../src/lease/connect-running.ts';
import { mainEngine } from '../../src/lease/private-engine.ts';
import { cacheProblem } from './cache-problem.ts';
import type { Finding } from './finding.ts';
import { orKnownError } from './known-error.ts';

/** The user's own engine. */
export interface OwnEngine {
  /** Absent where there is none that is good enough. */
  readonly engine?: Engine;
  readonly found: string;
  readonly fix?: string;
}

export interface PrivateEngine {
  /** `absent`: it can be provisioned. */
  readonly state: 'usable' | 'absent' | 'unusable';
  readonly found: string;
  readonly fix?: string;
}

/** The engine that a run would use, as far as it can be asked. */
export interface AskedEngine {
  /** Absent if it does not run. */
  readonly engine?: Engine;
  /** The tags on it; undefined if nobody can tell. */
  readonly tags: readonly string[] | undefined;
  /** It fell silent while it was asked. */
  readonly silent?: StagebenchError;
}

/** Which engine a run would use; undefined if there is none that is good enough. */
export function usedEngine(seen: {
  readonly own: OwnEngine;
  readonly private: PrivateEngine;
}): 'own' | 'private' | undefined {
  if (seen.own.engine !== undefined) return 'own';
  return seen.private.state === 'usable' ? 'private' : undefined;
}

/** An engine that fell silent while it was asked: as good as none for the rest of the list. */
export const silentFinding = ({ message, fix }: StagebenchError): Finding => ({
  ...{ state: 'note', what: 'engine', found: `it stopped answering: ${message}` },
  fix: `${fix} Then ask again: it may be starting or stopping.`,
});

export async function ownEngine({ environment }: Pick<CommandContext, 'environment'>): Promise<OwnEngine> {
  try {
    const engine = await DockerEngine.connect('docker', await findEndpoint(environment));
    const { version, buildxVersion, imageStore } = await engine.info();
    return { engine, found: `${version}, buildx ${buildxVersion}, ${imageStore} image store` };
  } catch (error) {
    if (!(error instanceof StagebenchError)) throw error;
    return { found: error.message, fix: error.fix };
  }
}

const provisionCommand =
  'npm run -s stagebench -- engine up --provision    (fetches about 80 MB of Debian packages into the cache folder)';

export async function privateEngine(context: CommandContext): Promise<PrivateEngine> {
  const status = await daemonStatus(mainEngine(context));
  if (status.running) return { state: 'usable', found: `running, ${status.version}` };
  const pid = await daemonPid(mainEngine(context));
  if (pid !== undefined)
    return {
      ...{ state: 'unusable', found: `process ${pid} is there and does not answer` },
      fix: 'wait a moment if it is starting or stopping; else npm run -s stagebench -- engine down, then a run starts it again',
    };
  if (status.provisioned)
    return { state: 'usable', found: 'provisioned, not running: a run starts and stops it' };
  const problem = hostProblem(await readHostFacts(context.environment));
  if (problem !== undefined)
    return { state: 'unusable', found: `cannot be provisioned: ${problem.message}`, fix: problem.fix };
  return { state: 'absent', found: 'not provisioned', fix: provisionCommand };
}

/** A private engine that does not run is not started to be asked: its files say what it holds. */
export async function askedEngine(own: Engine | undefined, context: CommandContext): Promise<AskedEngine> {
  const paths = mainEngine(context);
  // Nothing of a cache folder that somebody else may have filled is started, or asked.
  const mayConnect = own === undefined && cacheProblem(context) === undefined;
  const isUp = mayConnect && (await daemonStatus(paths)).running;
  if (own === undefined && !isUp) return { tags: await storedTags(paths) };
  const asked = await orKnownError(async () => {
    const engine = own ?? (await connectRunning(paths, context.environment));
    const { images } = await engine.inventory();
    return { engine, tags: images.flatMap((line) => line.split(' ').slice(1)) };
  });
  if (!(asked instanceof StagebenchError)) return asked;
  return { tags: own === undefined ? await storedTags(paths) : undefined, silent: asked };
}
