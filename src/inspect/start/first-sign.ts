import type { Health } from '../../domain/definitions/health.ts';
import type { ProjectStart } from '../../domain/definitions/project.ts';
import type { AppAnswer, AppContainer } from '../../engine/engine.ts';
import { exited, silent, wrong } from './app-fault.ts';
import type { StartRequest } from './start-request.ts';

/** How long an app without a port has to run until it is taken for one that works; ms. */
const runsForMs = 2000;

/** What is tried where nobody has said what an app answers to, in this order. */
const usualPaths = ['/health', '/healthz', '/'];

/** How long one question may take, and how long it is until the next one; ms. */
const questionMs = 2000;
const pauseMs = 5;

/** An app that works, and what has shown it. */
interface FirstSign {
  readonly health: Health;
  /** From the start call; ms. */
  readonly startMs: number;
}

interface AwaitedStart extends Pick<ProjectStart, 'port' | 'timeoutMs'> {
  /** Who can say that it may take longer. */
  readonly raisedBy?: string;
}

/**
 * Starts the container of a project and waits until it works by the sign that is demanded; if none is, by the first of the
 * usual ones. Throws APP_EXITED, APP_NO_ANSWER, APP_WRONG_ANSWER or PORT_IN_USE.
 */
export async function firstSign(
  container: AppContainer,
  request: Pick<StartRequest, 'health' | 'clock' | 'signal'>,
  { port, timeoutMs, raisedBy = 'startTimeoutSeconds in stagebench.json' }: AwaitedStart,
): Promise<FirstSign> {
  const { clock } = request;
  const startedMs = clock.monotonicMs();
  await container.start();
  const look = lookFor(request.health, port);
  for (let polls = 1; ; polls += 1) {
    request.signal?.throwIfAborted();
    const passedMs = clock.monotonicMs() - startedMs;
    const seen = await look(container, passedMs);
    if (seen.health !== undefined) return { health: seen.health, startMs: clock.monotonicMs() - startedMs };
    if (passedMs > timeoutMs)
      throw await lateError(container, seen.trouble, request.health, { timeoutMs, raisedBy });
    const exitCode = polls % 20 === 0 || seen.mayHaveEnded ? await container.exitCode() : undefined;
    if (exitCode !== undefined) throw await exited(container, exitCode, 'before it answered');
    await clock.pause(pauseMs);
  }
}

/** What one look at an app has shown. */
interface Seen {
  readonly health?: Health;
  /** What it answered in place of what is demanded. */
  readonly trouble?: { readonly path: string; readonly what: string };
  readonly mayHaveEnded?: true;
}

type Look = (container: AppContainer, passedMs: number) => Promise<Seen>;

function lookFor(health: Health | undefined, port: number | undefined): Look {
  switch (health?.kind) {
    case undefined:
      return port === undefined ? stillRuns : usualSign();
    case 'answers':
      return (container) => answersAs(container, health);
    case 'listens':
      return async (container) => ((await container.listens(questionMs)) ? { health } : {});
    case 'image':
      return isHealthy;
    case 'runs':
      return stillRuns;
  }
}

/** Of a program that does its work and ends, exit code 0 is the sign. */
const stillRuns: Look = async (container, passedMs) => {
  const exitCode = await container.exitCode();
  if (exitCode === 0 || (exitCode === undefined && passedMs >= runsForMs))
    return { health: { kind: 'runs' } };
  return exitCode === undefined ? {} : { mayHaveEnded: true };
};

const isHealthy: Look = async (container) => {
  const state = await container.health();
  if (state === 'healthy') return { health: { kind: 'image' } };
  return state === 'unhealthy' ? { trouble: { path: 'HEALTHCHECK', what: 'unhealthy' } } : {};
};

/**
 * The first of the usual paths that answers, else that the port takes connections. An error of the server may be its start. An
 * app that begins to listen just after it was asked is asked again: only what still gives no answer is taken for one that
 * listens and no more.
 */
function usualSign(): Look {
  let listened = false;
  return async (container) => {
    let answered = false;
    for (const path of usualPaths) {
      const answer = await container.ask(path, questionMs);
      if (answer === undefined) break;
      answered = true;
      if (answer.status < 400) return { health: { kind: 'answers', path } };
      // The next path may answer only because the app is ready by now: the first one is asked again.
      if (answer.status >= 500) return { trouble: { path, what: shown(answer) } };
    }
    const before = listened;
    listened = answered || (await container.listens(questionMs));
    return listened && (answered || before) ? { health: { kind: 'listens' } } : {};
  };
}

async function answersAs(
  container: AppContainer,
  health: Extract<Health, { kind: 'answers' }>,
): Promise<Seen> {
  const { path, status, body } = health;
  const answer = await container.ask(path, questionMs);
  if (answer === undefined) return {};
  const isStatus = status === undefined ? answer.status < 400 : answer.status === status;
  const isBody = body === undefined || new RegExp(body).test(answer.body);
  if (isStatus && isBody) return { health };
  const wanted = isStatus
    ? `no match of /${body ?? ''}/`
    : `status ${answer.status} instead of ${status ?? 'one below 400'}`;
  return { trouble: { path, what: `${wanted}, ${shown(answer)}` } };
}

const shown = ({ status, body }: AppAnswer): string =>
  `status ${status}, body: ${body.length > 200 ? `${body.slice(0, 200)}…` : body}`;

async function lateError(
  container: AppContainer,
  trouble: Seen['trouble'],
  health: Health | undefined,
  { timeoutMs, raisedBy }: Required<Pick<AwaitedStart, 'timeoutMs' | 'raisedBy'>>,
) {
  const more = `${raisedBy} allows more`;
  if (trouble !== undefined)
    return wrong(container, trouble.path, `${trouble.what} (for ${timeoutMs / 1000} s; ${more})`);
  return silent(container, health?.kind === 'answers' ? health.path : 'its port', timeoutMs, more);
}
