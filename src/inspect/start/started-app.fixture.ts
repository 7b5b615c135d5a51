import type { AppDefinition } from '../../domain/definitions/app.ts';
import type { AppAnswer } from '../../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../../engine/fake/fake-engine.ts';
import type { StartRequest } from './start-request.ts';

const app: AppDefinition = {
  ...{ id: 'go', title: '', context: '.', port: 8080, edits: [], lockfiles: [] },
  ...{ healthPath: '/health', healthAnswer: { state: 'ok' }, workPath: '/work', workAnswer: { sum: 3 } },
};

export const ok = (body: object): AppAnswer => ({ status: 200, body: JSON.stringify(body) });

/** What the app promises. */
export const good = (path: string): AppAnswer => ok(path === '/health' ? { state: 'ok' } : { sum: 3 });

const image = 'stagebench/go-slim:r1';

/** A fake engine that has an image of the app, and a request to start it. Without an `answer` the app works. */
export async function startable(script: FakeScript = {}, signal?: AbortSignal) {
  return onEngine(new FakeEngine({ answer: (_, path) => good(path), ...script }), signal);
}

/** Builds the image on an engine; `elapsed` is what has passed on its clock since then, ms. */
export async function onEngine<Kind extends FakeEngine>(engine: Kind, signal?: AbortSignal) {
  await engine.build({ contextDir: '.', dockerfile: 'Dockerfile', tag: image, bases: new Map(), labels: {} });
  const built = engine.clock.monotonicMs();
  const request: StartRequest = { app, image, labels: {}, timeoutMs: 1000, clock: engine.clock, signal };
  return { engine, request, elapsed: () => engine.clock.monotonicMs() - built };
}
