import type { StartFacts } from '../../domain/image/image.ts';
import type { AppContainer, Engine } from '../../engine/engine.ts';
import { exited } from './app-fault.ts';
import { firstSign } from './first-sign.ts';
import { firstGoodAnswer } from './first-good-answer.ts';
import { startFacts, stopManner, type MeasuredStart } from './start-facts.ts';
import type { StartRequest } from './start-request.ts';
import { withContainer } from './with-container.ts';

/** As long as `docker stop` waits: https://docs.docker.com/reference/cli/docker/container/stop/ */
const graceMs = 10_000;

/** After so long no further start is made: an app that needs a minute would be started for five. ms */
const enoughMs = 60_000;

/**
 * Starts and stops the app `starts` times, one container after the other, or fewer times if the starts have taken a minute; at least once. All of them count: whoever calls
 * has started the image before (`proveHealth`), so that its files are in the page cache; the first start after a build would
 * measure the disk as well.
 *
 * - Start: from the start call to the first good answer of the health path.
 * - Idle memory: read once, right after that answer and before anything else is asked. A process may still be allocating
 *   then, and a garbage collector has not yet had its turn: it is the same moment for every image, not a state of rest.
 * - Stop: from the stop call until the engine says that the container has ended, the engine's own work included. An app that had
 *   to be killed once is not waited for again: it would cost the whole grace period each time.
 *
 * Throws what proveHealth throws, and APP_EXITED for an app that ends by itself after its answer.
 */
export async function measureStarts(
  engine: Engine,
  request: StartRequest,
  starts: number,
): Promise<StartFacts> {
  const measured: MeasuredStart[] = [];
  let startedMs = 0;
  for (let start = 0; start < starts && startedMs < enoughMs; start += 1) {
    const wait = !measured.some(({ stop }) => stop?.manner === 'killed');
    const one = await withContainer(engine, request, (container) => startOnce(container, request, wait));
    measured.push(one);
    startedMs += one.startMs;
  }
  return startFacts(measured);
}

async function startOnce(
  container: AppContainer,
  request: StartRequest,
  wait: boolean,
): Promise<MeasuredStart> {
  const { project } = request.app;
  const startMs =
    project === undefined
      ? await firstGoodAnswer(container, request)
      : (await firstSign(container, request, project.start)).startMs;
  const idleMemoryBytes = await container.memoryBytes();
  request.signal?.throwIfAborted();
  return { startMs, idleMemoryBytes, stop: wait ? await stopOnce(container, request) : undefined };
}

async function stopOnce(
  container: AppContainer,
  { clock }: StartRequest,
): Promise<NonNullable<MeasuredStart['stop']>> {
  const told = clock.monotonicMs();
  const ran = await container.stop(graceMs);
  const ms = clock.monotonicMs() - told;
  const exitCode = await container.exitCode();
  if (!ran) throw await exited(container, exitCode, 'after its first answer');
  return { ms, manner: stopManner(exitCode) };
}
