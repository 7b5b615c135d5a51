import { describe, expect, test } from 'vitest';
import { FakeEngine, type FakeScript } from '../../engine/fake/fake-engine.ts';
import type { AppContainer, ContainerRequest } from '../../engine/engine.ts';
import { proveHealth } from './prove-health.ts';
import { good, ok, onEngine, startable } from './started-app.fixture.ts';

/** An engine whose containers end, or write a log. */
class DyingEngine extends FakeEngine {
  log = '';
  override async createContainer(request: ContainerRequest): Promise<AppContainer> {
    const container = await super.createContainer(request);
    return { ...container, exitCode: () => Promise.resolve(127), logTail: () => Promise.resolve(this.log) };
  }
}

test('an app that works is asked for its health, then for its work, and is then gone', async () => {
  const asked: string[] = [];
  const answer = (_: string, path: string) => {
    asked.push(path);
    return good(path);
  };
  const { engine, request, elapsed } = await startable({ answer });
  await proveHealth(engine, request);
  expect(asked).toEqual(['/health', '/work']);
  expect((await engine.inventory()).containers).toEqual([]);
  // Two questions of 5 ms: nobody waits for it to stop.
  expect(elapsed()).toBe(10);
});

describe('an app that does not work', () => {
  test.each<[string, string, NonNullable<FakeScript['answer']>, string]>([
    ['never listens', 'APP_NO_ANSWER', () => undefined, 'no answer from /health in 1 s. It wrote no log.'],
    [
      'answers wrongly',
      'APP_WRONG_ANSWER',
      () => ok({ state: 'bad' }),
      '/health: "state" is "bad" instead of "ok".',
    ],
    [
      'answers without an end',
      'APP_WRONG_ANSWER',
      () => ({ ...ok({ state: 'ok' }), largerThanBytes: 1_048_576 }),
      '/health: the body is larger than 1048576 bytes.',
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
    const { engine, request } = await startable({ answer });
    await expect(proveHealth(engine, request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
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
    const dying = new DyingEngine();
    dying.log = log;
    const { engine, request, elapsed } = await onEngine(dying);
    await expect(proveHealth(engine, request)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    // Found out long before the time is over.
    expect(elapsed()).toBeLessThan(1000);
  });
});

test('an interruption ends the waiting', async () => {
  const controller = new AbortController();
  const answer = () => {
    controller.abort(new Error('stop'));
    return undefined;
  };
  const { engine, request, elapsed } = await startable({ answer }, controller.signal);
  await expect(proveHealth(engine, request)).rejects.toThrow('stop');
  expect((await engine.inventory()).containers).toEqual([]);
  expect(elapsed()).toBeLessThan(20);
});
