import type { Health } from '../../domain/definitions/health.ts';
import type { ProjectStart } from '../../domain/definitions/project.ts';
import type { Engine } from '../../engine/engine.ts';
import { silent } from './app-fault.ts';
import { expectAnswer, firstGoodAnswer } from './first-good-answer.ts';
import { firstSign } from './first-sign.ts';
import type { StartRequest } from './start-request.ts';
import { withContainer } from './with-container.ts';

/**
 * Runs the image of a project once, and resolves with what has shown that it works. Throws APP_EXITED, APP_NO_ANSWER,
 * APP_WRONG_ANSWER or PORT_IN_USE.
 */
export const proveProject = (engine: Engine, request: StartRequest, start: ProjectStart): Promise<Health> =>
  withContainer(engine, request, async (container) => (await firstSign(container, request, start)).health);

/**
 * Runs the image once: its health path must answer as promised, then its work path. The container is killed afterwards.
 * Throws APP_EXITED, APP_NO_ANSWER, APP_WRONG_ANSWER or PORT_IN_USE.
 */
export async function proveHealth(engine: Engine, request: StartRequest): Promise<void> {
  const { app, timeoutMs } = request;
  await withContainer(engine, request, async (container) => {
    await firstGoodAnswer(container, request);
    const work = await container.ask(app.workPath, timeoutMs);
    if (work === undefined) throw await silent(container, app.workPath, timeoutMs);
    await expectAnswer(container, app.workPath, work, app.workAnswer);
  });
}
