import { StagebenchError } from '../../domain/errors.ts';
import type { HealthProof } from '../../domain/image/image.ts';
import { containerLabel } from '../../domain/labels.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { RunEvents } from '../../domain/run/run-events.ts';
import type { Trouble } from '../../domain/run/sample.ts';
import { measureStarts } from '../../inspect/start/measure-starts.ts';
import { proveHealth, proveProject } from '../../inspect/start/prove-health.ts';
import type { StartRequest } from '../../inspect/start/start-request.ts';
import { withServices } from '../../inspect/start/with-services.ts';
import type { TimeAccount } from '../time-account.ts';
import { editOf, imageTag, uniqueOf, type Workbench } from '../workbench.ts';

/** What is the image's fault and not the engine's. */
export const appFaults: ReadonlySet<string> = new Set([
  'APP_EXITED',
  'APP_NO_ANSWER',
  'APP_WRONG_ANSWER',
  'PORT_IN_USE',
  'SERVICE_NOT_READY',
]);

const cannotStart = ({ engine, inputs }: Workbench, visit: Visit): boolean =>
  engine.kind === 'none' || inputs(visit).isNotStarted === true;

/** Starts what a visit has built. The control has no app: asking for it is a mistake. */
function startRequest(bench: Workbench, visit: Visit): StartRequest {
  const { app } = bench.inputs(visit);
  if (app === undefined) throw new Error(`${visit.app}/${visit.strategy} has no app to start`);
  const shows = editOf(bench, visit)?.shows?.(uniqueOf(bench, visit)) ?? {};
  return {
    app: { ...app, healthAnswer: { ...app.healthAnswer, ...shows } },
    health: app.project?.start.health ?? bench.learned?.health(app.project?.isBase),
    image: imageTag(bench, visit),
    labels: { [containerLabel]: bench.runId },
    timeoutMs: bench.healthTimeoutMs,
    clock: bench.clock,
    signal: bench.signal,
  };
}

/** Uses the request while the services that the app needs run, new ones each time: no image finds what another has stored. */
const besideServices = <T>(
  { engine, services }: Workbench,
  request: StartRequest,
  use: (request: StartRequest) => Promise<T>,
): Promise<T> =>
  withServices(engine, services?.(request.app.project) ?? [], request, (hosts) => use({ ...request, hosts }));

/** Starts an image once. What shows that a project works is learned at its first start, and demanded of all others. */
async function proveStart({ engine, learned }: Workbench, request: StartRequest): Promise<void> {
  const { project } = request.app;
  if (project === undefined) return proveHealth(engine, request);
  const health = await proveProject(engine, request, project.start);
  if (request.health === undefined) await learned?.learnHealth(health, project.isBase);
}

/** Starts an edited image once: undefined if it answers as promised and shows its edit. */
export async function proveEdit(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<Trouble | undefined> {
  events.activity(visit, 'starting the edited app');
  if (bench.inputs(visit).app?.isNotStarted || cannotStart(bench, visit)) return undefined;
  const request = startRequest(bench, visit);
  try {
    await account.charge('starts', () =>
      besideServices(bench, request, (beside) => proveStart(bench, beside)),
    );
    return undefined;
  } catch (error) {
    const trouble = imageFault(error);
    await bench.engine.ping();
    return trouble;
  }
}

/**
 * Starts a variant's image and holds its answers against what the app promises: a small broken image must not win. That first
 * start is not counted: it brings the files of the new image into the page cache for those that are measured.
 */
export async function proveVariant(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<HealthProof> {
  const variant = { app: visit.app, strategy: visit.strategy };
  const { engine } = bench;
  if (bench.inputs(visit).app?.isNotStarted) return { variant, works: true };
  if (cannotStart(bench, visit)) return { variant, works: true, isNotStarted: true };
  events.activity(visit, 'starting the app');
  const request = startRequest(bench, visit);
  try {
    const start = await account.charge('starts', () =>
      besideServices(bench, request, async (beside) => {
        await proveStart(bench, beside);
        const health = bench.learned?.health(request.app.project?.isBase) ?? beside.health;
        // It may have ended by now: there is nothing that could be told to stop.
        if (health?.kind === 'runs') return undefined;
        return measureStarts(engine, { ...beside, health }, bench.starts);
      }),
    );
    return { variant, works: true, ...(start && { start }) };
  } catch (error) {
    const trouble = imageFault(error);
    await engine.ping();
    return { variant, works: false, trouble };
  }
}

/** Passes on what is not the image's fault. The engine refusing to start a container (no such command) is. */
function imageFault(error: unknown): Trouble {
  if (!(error instanceof StagebenchError)) throw error;
  if (appFaults.has(error.code)) return { code: error.code, reason: error.message };
  if (error.code === 'ENGINE_REQUEST') return { code: 'APP_EXITED', reason: error.message };
  throw error;
}
