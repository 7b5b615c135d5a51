import { describe, expect, test } from 'vitest';
import type { AppContainer, ContainerRequest } from '../../engine/engine.ts';
import { FakeEngine, type FakeScript } from '../../engine/fake/fake-engine.ts';
import { measureStarts } from './measure-starts.ts';
import { good, ok, onEngine, startable } from './started-app.fixture.ts';

/** Of the fake engine: an answer takes 5 ms, a stop 20 ms, and go-slim uses 7 MB. */
async function measured(script: FakeScript = {}, starts = 3) {
  const { engine, request, elapsed } = await startable(script);
  return { engine, elapsed, facts: await measureStarts(engine, request, starts) };
}

describe('an app that works', () => {
  test('is started as often as asked for, and nothing of it stays', async () => {
    const { engine, elapsed, facts } = await measured();
    expect(facts).toEqual({ startMs: 5, idleMemoryBytes: 7_000_000, stopMs: 20, stop: 'graceful' });
    expect(elapsed()).toBe(3 * 25);
    expect((await engine.inventory()).containers).toEqual([]);
  });

  test('takes as long as it is silent: each question 5 ms, each pause 5 ms', async () => {
    let questions = 0;
    const answer = (_: string, path: string) => ((questions += 1) <= 2 ? undefined : good(path));
    expect((await measured({ answer }, 1)).facts.startMs).toBe(25);
  });

  test('is started no more once its starts have taken a minute: here 40 s each, and the question after them', async () => {
    const { engine, request } = await startable({ answer: (_, path) => (isUp() ? good(path) : undefined) });
    const containers: number[] = [];
    const create = engine.createContainer.bind(engine);
    engine.createContainer = (wanted) => {
      containers.push(engine.clock.monotonicMs());
      return create(wanted);
    };
    const isUp = (): boolean => engine.clock.monotonicMs() - (containers.at(-1) ?? 0) >= 40_000;
    const facts = await measureStarts(engine, { ...request, timeoutMs: 50_000 }, 5);
    expect([containers.length, facts.startMs]).toEqual([2, 40_005]);
  });

  test('is measured before anybody asks it to work', async () => {
    const asked: string[] = [];
    const answer = (_: string, path: string) => {
      asked.push(path);
      return good(path);
    };
    await measured({ answer });
    expect(asked).toEqual(['/health', '/health', '/health']);
  });
});

test('an engine that cannot say how much memory is used leaves that open, and nothing else', async () => {
  const { facts } = await measured({ unmeasured: ['go-slim'] });
  expect(facts).toEqual({ startMs: 5, idleMemoryBytes: undefined, stopMs: 20, stop: 'graceful' });
});

describe('an app that is told to stop', () => {
  test('and takes no notice is killed after 10 s; nobody waits for that again', async () => {
    const { facts, elapsed } = await measured({ stopsWith: { 'go-slim': 137 } }, 5);
    expect(facts).toMatchObject({ stopMs: 10_000, stop: 'killed' });
    expect(elapsed()).toBe(10_000 + 5 * 5);
  });

  test('and breaks off has no graceful stop, though nobody killed it', async () => {
    const { facts } = await measured({ stopsWith: { 'go-slim': 2 } });
    expect(facts).toMatchObject({ stopMs: 20, stop: 'abrupt' });
  });
});

describe('an app that does not work after all', () => {
  test.each<[string, FakeScript, string, string]>([
    ['answers wrongly', { answer: () => ok({ state: 'bad' }) }, 'APP_WRONG_ANSWER', '/health: "state"'],
    ['never listens', { answer: () => undefined }, 'APP_NO_ANSWER', 'no answer from /health in 1 s'],
  ])('%s', async (_, script, code, message) => {
    const { engine, request } = await startable(script);
    await expect(measureStarts(engine, request, 3)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
    expect((await engine.inventory()).containers).toEqual([]);
  });

  test('ends by itself, before it is told to', async () => {
    class Fainting extends FakeEngine {
      override async createContainer(wanted: ContainerRequest): Promise<AppContainer> {
        const container = await super.createContainer(wanted);
        const faint = async () => {
          await container.stop(0);
          return undefined;
        };
        return { ...container, memoryBytes: faint };
      }
    }
    const fainting = new Fainting({ answer: (_, path) => good(path), stopsWith: { 'go-slim': 139 } });
    const { engine, request } = await onEngine(fainting);
    await expect(measureStarts(engine, request, 3)).rejects.toMatchObject({
      code: 'APP_EXITED',
      message: 'the container ended with exit code 139 after its first answer. It wrote no log.',
    });
  });
});

test('an interruption is not kept waiting by an app that takes no notice of its stop', async () => {
  const controller = new AbortController();
  const answer = (_: string, path: string) => {
    controller.abort(new Error('stop'));
    return good(path);
  };
  const { engine, request, elapsed } = await startable(
    { answer, stopsWith: { 'go-slim': 137 } },
    controller.signal,
  );
  await expect(measureStarts(engine, request, 3)).rejects.toThrow('stop');
  expect(elapsed()).toBe(5);
  expect((await engine.inventory()).containers).toEqual([]);
});
