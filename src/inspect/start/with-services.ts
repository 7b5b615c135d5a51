import { StagebenchError } from '../../domain/errors.ts';
import type { ProjectService } from '../../domain/definitions/service.ts';
import type { AppContainer, ContainerRequest, Engine } from '../../engine/engine.ts';
import { firstSign } from './first-sign.ts';
import type { StartRequest } from './start-request.ts';

/** A service whose image is on the engine. */
export interface ProvidedService extends ProjectService {
  /** Its name on the engine. */
  readonly ref: string;
}

type Surroundings = Pick<StartRequest, 'labels' | 'clock' | 'signal'>;

/**
 * Starts services one after the other, each when the one before it is ready, and hands their addresses over, by name. Whatever comes of
 * that, all of them are removed, with what they have stored. Throws SERVICE_NOT_READY.
 */
export async function withServices<T>(
  engine: Engine,
  services: readonly ProvidedService[],
  around: Surroundings,
  use: (hosts: Readonly<Record<string, string>> | undefined) => Promise<T>,
): Promise<T> {
  const started: AppContainer[] = [];
  try {
    let hosts: Readonly<Record<string, string>> | undefined;
    for (const service of services) {
      const address = await startService(engine, service, around, hosts, started);
      hosts = { ...hosts, [service.name]: address };
    }
    return await use(hosts);
  } finally {
    for (const container of started.toReversed()) await container.remove();
  }
}

/** Resolves with its address when it is ready. `started`: the containers that have to be removed. */
async function startService(
  engine: Engine,
  service: ProvidedService,
  around: Surroundings,
  hosts: Readonly<Record<string, string>> | undefined,
  started: AppContainer[],
): Promise<string> {
  const { name, ready, port, timeoutMs } = service;
  try {
    const container = await engine.createContainer(containerOf(service, around, hosts));
    started.push(container);
    const health = ready.kind === 'command' ? ({ kind: 'image' } as const) : ready;
    await firstSign(
      container,
      { ...around, health },
      { timeoutMs, raisedBy: 'timeoutSeconds of the service', ...(port !== undefined && { port }) },
    );
    return await container.address();
  } catch (error) {
    if (!(error instanceof StagebenchError) || passedOn.has(error.code)) throw error;
    throw new StagebenchError('SERVICE_NOT_READY', `service ${name}: ${error.message}`, { cause: error });
  }
}

/** What is no fault of a service. */
const passedOn: ReadonlySet<string> = new Set(['ENGINE_LOST', 'INTERRUPTED']);

const containerOf = (
  { ref, port, command, environment, ready }: ProvidedService,
  { labels }: Surroundings,
  hosts: Readonly<Record<string, string>> | undefined,
): ContainerRequest => ({
  ...{ image: ref, labels },
  ...(port !== undefined && { port }),
  asIs: {
    ownPort: true,
    ...(command && { command }),
    ...(environment && { environment }),
    ...(hosts && { hosts }),
    ...(ready.kind === 'command' && { healthcheck: ready.command }),
  },
});
