import type { AppDefinition } from '../domain/app.ts';
import type { Clock } from '../domain/clock.ts';
import { StagebenchError } from '../domain/errors.ts';
import type { AppAnswer, AppContainer, Engine } from '../engine/engine.ts';
import { checkAnswer } from './check-answer.ts';

export interface HealthRequest {
  readonly app: AppDefinition;
  readonly image: string;
  readonly labels: Readonly<Record<string, string>>;
  /** How many containers are started, one after the other. */
  readonly starts: number;
  /** How long an app may take to give its first good answer. */
  readonly timeoutMs: number;
  readonly clock: Clock;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Runs the image and waits for its health answer, several times. Resolves with the times from the start call to the
 * first good answer, ms. Throws APP_EXITED, APP_NO_ANSWER, APP_WRONG_ANSWER or PORT_IN_USE.
 */
export async function proveHealth(engine: Engine, request: HealthRequest): Promise<number[]> {
  const times: number[] = [];
  for (let start = 0; start < request.starts; start += 1) {
    const container = await engine.createContainer({
      image: request.image,
      port: request.app.port,
      labels: request.labels,
    });
    try {
      times.push(await startOnce(container, request, start === 0));
    } finally {
      await container.remove();
    }
  }
  return times;
}

async function startOnce(
  container: AppContainer,
  request: HealthRequest,
  withWork: boolean,
): Promise<number> {
  const { app, clock } = request;
  const started = clock.monotonicMs();
  await container.start();
  const answer = await firstAnswer(container, request, started);
  const startMs = clock.monotonicMs() - started;
  await expectAnswer(container, app.healthPath, answer, app.healthAnswer);
  if (withWork) {
    const work = await container.ask(app.workPath, request.timeoutMs);
    if (work === undefined) throw await silent(container, app.workPath, request.timeoutMs);
    await expectAnswer(container, app.workPath, work, app.workAnswer);
  }
  return startMs;
}

/** Asks until the answer is not an error of the server itself (it may be starting), the container ends, or the time is over. */
async function firstAnswer(
  container: AppContainer,
  request: HealthRequest,
  started: number,
): Promise<AppAnswer> {
  const { app, clock, timeoutMs } = request;
  for (let polls = 1; ; polls += 1) {
    request.signal?.throwIfAborted();
    const answer = await container.ask(app.healthPath, 2000);
    if (answer !== undefined && (answer.status < 500 || clock.monotonicMs() - started > timeoutMs))
      return answer;
    if (polls % 20 === 0) {
      const exitCode = await container.exitCode();
      if (exitCode !== undefined) throw await exited(container, exitCode);
    }
    if (clock.monotonicMs() - started > timeoutMs) throw await silent(container, app.healthPath, timeoutMs);
    await clock.pause(5);
  }
}

async function silent(container: AppContainer, path: string, timeoutMs: number): Promise<StagebenchError> {
  const log = await quote(container);
  return new StagebenchError(
    'APP_NO_ANSWER',
    `no answer from ${path} in ${(timeoutMs / 1000).toFixed(0)} s.${log}`,
  );
}

async function exited(container: AppContainer, exitCode: number): Promise<StagebenchError> {
  const log = await quote(container);
  return /EADDRINUSE|address already in use|connection in use|port is already allocated/i.test(log)
    ? new StagebenchError('PORT_IN_USE', `the app found its port taken.${log}`)
    : new StagebenchError(
        'APP_EXITED',
        `the container ended with exit code ${exitCode} before it answered.${log}`,
      );
}

async function expectAnswer(
  container: AppContainer,
  path: string,
  answer: AppAnswer,
  expected: Readonly<Record<string, unknown>>,
): Promise<void> {
  const wrong = checkAnswer(answer.status, answer.body, expected);
  if (wrong !== undefined)
    throw new StagebenchError('APP_WRONG_ANSWER', `${path}: ${wrong}.${await quote(container)}`);
}

/** The end of the container's log, for an error message; empty if it wrote nothing. */
async function quote(container: AppContainer): Promise<string> {
  const tail = await container.logTail(10).catch(() => '');
  return tail === '' ? ' It wrote no log.' : ` Its last log lines:\n${tail}`;
}
