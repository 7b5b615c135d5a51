import { median } from 'simple-statistics';
import { StagebenchError } from '../domain/errors.ts';
import type { HealthProof } from '../domain/image.ts';
import type { Visit } from '../domain/plan.ts';
import { proveHealth } from '../inspect/prove-health.ts';
import type { Trouble } from '../domain/sample.ts';
import type { RunEvents } from '../domain/run-events.ts';
import type { TimeAccount } from './time-account.ts';
import { editOf, imageTag, runLabel, uniqueOf, type Workbench } from './workbench.ts';

/** What is the image's fault and not the engine's. */
export const appFaults: ReadonlySet<string> = new Set([
  'APP_EXITED',
  'APP_NO_ANSWER',
  'APP_WRONG_ANSWER',
  'PORT_IN_USE',
]);

/** Starts what a visit has built. The control has no app; whoever asks for it has made a mistake. */
function healthRequest(bench: Workbench, visit: Visit, starts: number) {
  const { app } = bench.inputs(visit);
  if (app === undefined) throw new Error(`${visit.app}/${visit.strategy} has no app to start`);
  const shows = editOf(bench, visit)?.shows?.(uniqueOf(bench, visit)) ?? {};
  return {
    app: { ...app, healthAnswer: { ...app.healthAnswer, ...shows } },
    image: imageTag(bench, visit),
    labels: { [runLabel]: bench.runId },
    starts,
    timeoutMs: bench.healthTimeoutMs,
    clock: bench.clock,
    signal: bench.signal,
  };
}

/** Starts an edited image once: undefined if it answers as promised and shows its edit. */
export async function proveEdit(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<Trouble | undefined> {
  events.activity(visit, 'starting the edited app');
  const health = healthRequest(bench, visit, 1);
  try {
    await account.charge('starts', () => proveHealth(bench.engine, health));
    return undefined;
  } catch (error) {
    const trouble = imageFault(error);
    await bench.engine.ping();
    return trouble;
  }
}

/** Starts a variant's image and holds its answers against what the app promises: a small broken image must not win. */
export async function proveVariant(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<HealthProof> {
  const variant = { app: visit.app, strategy: visit.strategy };
  const { engine } = bench;
  events.activity(visit, 'starting the app');
  const health = healthRequest(bench, visit, bench.starts);
  try {
    const times = await account.charge('starts', () => proveHealth(engine, health));
    return { variant, works: true, startMs: median(times) };
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
