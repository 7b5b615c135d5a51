import type { AppAnswer, AppContainer } from '../../engine/engine.ts';
import { exited, silent, wrong } from './app-fault.ts';
import { checkAnswer } from './check-answer.ts';
import type { StartRequest } from './start-request.ts';

/**
 * Starts a container. Resolves with the time from the start call to the first answer of its health path, ms, if that is
 * as promised. Throws APP_EXITED, APP_NO_ANSWER, APP_WRONG_ANSWER or PORT_IN_USE.
 */
export async function firstGoodAnswer(container: AppContainer, request: StartRequest): Promise<number> {
  const { app, clock } = request;
  const started = clock.monotonicMs();
  await container.start();
  const answer = await firstAnswer(container, request, started);
  const startMs = clock.monotonicMs() - started;
  await expectAnswer(container, app.healthPath, answer, app.healthAnswer);
  return startMs;
}

/** Holds an answer against what is promised of its path. Throws APP_WRONG_ANSWER. */
export async function expectAnswer(
  container: AppContainer,
  path: string,
  answer: AppAnswer,
  expected: Readonly<Record<string, unknown>>,
): Promise<void> {
  const { status, body, largerThanBytes } = answer;
  const what =
    largerThanBytes === undefined
      ? checkAnswer(status, body, expected)
      : `the body is larger than ${largerThanBytes} bytes`;
  if (what !== undefined) throw await wrong(container, path, what);
}

/** Asks until the answer is not an error of the server itself (it may be starting), the container ends, or the time is over. */
async function firstAnswer(
  container: AppContainer,
  request: StartRequest,
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
      if (exitCode !== undefined) throw await exited(container, exitCode, 'before it answered');
    }
    if (clock.monotonicMs() - started > timeoutMs) throw await silent(container, app.healthPath, timeoutMs);
    await clock.pause(5);
  }
}
