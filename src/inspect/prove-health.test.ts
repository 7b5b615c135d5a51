import { describe, expect, test } from 'vitest';
import type { AppDefinition } from '../domain/app.ts';
import { FakeClock } from '../engine/fake/fake-clock.ts';
import { FakeEngine, type FakeScript } from '../engine/fake/fake-engine.ts';
import type { AppAnswer, AppContainer, ContainerRequest } from '../engine/engine.ts';
import { proveHealth } from './prove-health.ts';

const app: AppDefinition = {
  ...{ id: 'go', title: '', context: '.', port: 8080, edits: [] },
  ...{ healthPath: '/health', healthAnswer: { state: 'ok' }, workPath: '/work', workAnswer: { sum: 3 } },
};
const ok = (body: object): AppAnswer => ({ status: 200, body: JSON.stringify(body) });
const good = (path: string): AppAnswer => ok(path === '/health' ? { state: 'ok' } : { sum: 3 });

const image = 'stagebench/go-slim:r1';

/** The image has to be there before it can be started; the clock's time after that is given. */
async function built(engine: FakeEngine): Promise<number> {
  await engine.build({ contextDir: '.', dockerfile: 'Dockerfile', tag: image, bases: new Map(), labels: {} });
  return engine.clock.monotonicMs();
}

function prove(answer: FakeScript['answer'], engine = new FakeEngine({ ...(answer ? { answer } : {}) })) {
  const request = {
    app,
    image,
    labels: {},
    starts: 3,
    timeoutMs: 1000,
    clock: engine.clock,
  };
  const start = built(engine);
  return { engine, start, times: start.then(() => proveHealth(engine, request)) };
}

/** An engine whose containers end, or write a log. */
class DyingEngine extends FakeEngine {
  log = '';
  override async createContainer(request: ContainerRequest): Promise<AppContainer> {
    const container = await super.createContainer(request);
    return { ...container, exitCode: () => Promise.resolve(127), logTail: () => Promise.resolve(this.log) };
  }
}

describe('an app that works', () => {
  test('is started as often as asked for, each time to its first good answer', async () => {
    // An answer takes the fake 5 ms.
    expect(await prove((_, path) => good(path)).times).toEqual([5, 5, 5]);
  });

  test('takes as long as it was silent: each question 5 ms, each pause 5 ms', async () => {
    let questions = 0;
    const { times } = prove((_, path) => ((questions += 1) <= 2 ? undefined : good(path)));
    expect(await times).toEqual([25, 5, 5]);
  });

  test('is asked for its work once, on the first start', async () => {
    const asked: string[] = [];
    await prove((_, path) => {
      asked.push(path);
      return good(path);
    }).times;
    expect(asked).toEqual(['/health', '/work', '/health', '/health']);
  });
});

describe('an app that does not work', () => {
  test.each<[string, string, FakeScript['answer'], string]>([
    ['never listens', 'APP_NO_ANSWER', () => undefined, 'no answer from /health in 1 s. It wrote no log.'],
    [
      'answers wrongly',
      'APP_WRONG_ANSWER',
      () => ok({ state: 'bad' }),
      '/health: "state" is "bad" instead of "ok".',
    ],
    [
      'works wrongly',
      'APP_WRONG_ANSWER',
      (_, path) => (path === '/work' ? ok({ sum: 4 }) : good(path)),
      '/work: "sum" is 4 instead of 3.',
    ],
    [
      'answers its health path only',
      'APP_NO_ANSWER',
      (_, path) => (path === '/work' ? undefined : good(path)),
      'no answer from /work',
    ],
  ])('%s: %s', async (_, code, answer, message) => {
    const { engine, times } = prove(answer);
    await expect(times).rejects.toMatchObject({ code, message: expect.stringContaining(message) });
    expect((await engine.inventory()).containers).toEqual([]);
  });

  test.each([
    [
      'APP_EXITED',
      'exec format error',
      'the container ended with exit code 127 before it answered. Its last log lines:\nexec format error',
    ],
    ['PORT_IN_USE', 'listen EADDRINUSE: address already in use', 'the app found its port taken.'],
  ])('ends by itself: %s', async (code, log, message) => {
    const engine = new DyingEngine();
    engine.log = log;
    const { start, times } = prove(undefined, engine);
    await expect(times).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    // Found out long before the time is over.
    expect(engine.clock.monotonicMs() - (await start)).toBeLessThan(1000);
  });
});

test('no container stays, whether the app works or not', async () => {
  const { engine, times } = prove((_, path) => good(path));
  await times;
  expect((await engine.inventory()).containers).toEqual([]);
});

test('an interruption ends the waiting', async () => {
  const controller = new AbortController();
  const engine = new FakeEngine({
    answer: () => {
      controller.abort(new Error('stop'));
      return undefined;
    },
  });
  const request = {
    app,
    image,
    labels: {},
    starts: 1,
    timeoutMs: 1000,
    clock: engine.clock,
    signal: controller.signal,
  };
  const start = await built(engine);
  await expect(proveHealth(engine, request)).rejects.toThrow('stop');
  expect((await engine.inventory()).containers).toEqual([]);
  expect(engine.clock.monotonicMs() - start).toBeLessThan(20);
});

test('the fake clock is the one the times are taken from', async () => {
  const clock = new FakeClock();
  const engine = new FakeEngine({ answer: (_, path) => good(path) }, clock);
  const { start, times } = prove(undefined, engine);
  await times;
  expect(clock.monotonicMs() - (await start)).toBe(20);
});
