import { describe, expect, test } from 'vitest';
import type { Health } from '../../domain/definitions/health.ts';
import type { ProjectStart } from '../../domain/definitions/project.ts';
import type { AppAnswer, AppContainer } from '../../engine/engine.ts';
import { FakeClock } from '../../engine/fake/fake-clock.ts';
import { firstSign } from './first-sign.ts';

/** What an app does after so many ms. */
interface App {
  readonly answer?: (path: string, atMs: number) => AppAnswer | undefined;
  readonly listensFrom?: number;
  readonly endsAt?: number;
  readonly exitCode?: number;
  readonly health?: 'healthy' | 'unhealthy';
  readonly log?: string;
}

const usual: ProjectStart = { port: 80, timeoutMs: 90_000 };

/** Starts an app on a clock that moves by 1 ms with each question. */
async function started(app: App, start: ProjectStart = usual, health?: Health) {
  const clock = new FakeClock();
  const at = (): number => {
    clock.advance(1);
    return clock.monotonicMs();
  };
  const container: AppContainer = {
    ...{ id: 'x', start: async () => {}, stop: async () => true, remove: async () => {} },
    ...{
      memoryBytes: async () => undefined,
      logTail: async () => app.log ?? '',
      address: async () => '',
      health: async () => app.health,
    },
    ask: async (path) => app.answer?.(path, at()),
    listens: async () => at() >= (app.listensFrom ?? Infinity),
    exitCode: async () => (at() >= (app.endsAt ?? Infinity) ? (app.exitCode ?? 0) : undefined),
  };
  const request = { app: undefined as never, image: '', labels: {}, timeoutMs: 0, clock, health };
  return firstSign(container, request, start);
}

const ok = (status = 200, body = ''): AppAnswer => ({ status, body });

describe('where nobody has said what shows that it works', () => {
  test.each<[string, App, object]>([
    ['/health, if it answers', { answer: () => ok() }, { kind: 'answers', path: '/health' }],
    [
      '/healthz, if that is the first that does',
      { answer: (path) => ok(path === '/health' ? 404 : 200) },
      { kind: 'answers', path: '/healthz' },
    ],
    [
      '/, that may redirect',
      { answer: (path) => ok(path === '/' ? 302 : 404) },
      { kind: 'answers', path: '/' },
    ],
    ['its port, if no path is there', { answer: () => ok(404) }, { kind: 'listens' }],
    ['its port, if it does not speak HTTP', { listensFrom: 5 }, { kind: 'listens' }],
    [
      'a path, though the port was open a moment before it answers',
      { listensFrom: 2, answer: (_, atMs) => (atMs >= 3 ? ok() : undefined) },
      { kind: 'answers', path: '/health' },
    ],
    [
      'what comes after a minute',
      { answer: (_, atMs) => (atMs > 60_000 ? ok() : undefined) },
      { kind: 'answers', path: '/health' },
    ],
    [
      'what comes after errors of a server that is starting',
      { answer: (_, atMs) => ok(atMs > 500 ? 200 : 503) },
      { kind: 'answers', path: '/health' },
    ],
  ])('it is %s', async (_, app, health) => {
    expect((await started(app)).health).toEqual(health);
  });

  test.each<[string, App]>([
    ['still runs after 2 s', {}],
    ['ends at once with exit code 0', { endsAt: 0 }],
  ])('an app without a port works if it %s', async (_, app) => {
    expect((await started(app, { timeoutMs: 90_000 })).health).toEqual({ kind: 'runs' });
  });
});

describe('it is an error', () => {
  test.each<[string, App, ProjectStart, string]>([
    ['if it answers 500 for ever', { answer: () => ok(500) }, usual, 'APP_WRONG_ANSWER'],
    ['if nothing listens', {}, usual, 'APP_NO_ANSWER'],
    ['if it ends, though in order, where a port is promised', { endsAt: 0 }, usual, 'APP_EXITED'],
    ['if it ends with another exit code', { endsAt: 0, exitCode: 1 }, { timeoutMs: 90_000 }, 'APP_EXITED'],
  ])('%s', async (_, app, start, code) => {
    await expect(started(app, start)).rejects.toMatchObject({ code });
  });
});

test.each<[string, App, RegExp]>([
  [
    'one that never listens names the key that allows more time',
    {},
    /^no answer from its port in 90 s \(startTimeoutSeconds in stagebench\.json allows more\)\./,
  ],
  [
    'one that never stops answering 500 as well, with what it answers',
    { answer: () => ok(500, 'oops') },
    /^\/health: status 500, body: oops \(for 90 s; startTimeoutSeconds in stagebench\.json allows more\)/,
  ],
  [
    'one that ends in order may have gone into the background',
    { endsAt: 0 },
    /exit code 0 before it answered\. A program that goes into the background ends its container/,
  ],
  ['one that ends with a line of megabytes', { endsAt: 0, exitCode: 1, log: 'x'.repeat(5e6) }, /:\nx{300}…$/],
])('the reason: %s', async (_, app, message) => {
  await expect(started(app)).rejects.toThrow(message);
});

test('one that listens after 100 s works where startTimeoutSeconds allows 120, and not in the usual 90', async () => {
  const late: App = { listensFrom: 100_000 };
  const { health, startMs } = await started(late, { port: 80, timeoutMs: 120_000 });
  expect(health).toEqual({ kind: 'listens' });
  expect(startMs).toBeGreaterThanOrEqual(100_000);
  await expect(started(late)).rejects.toThrow(
    /in 90 s \(startTimeoutSeconds in stagebench\.json allows more\)/,
  );
});

describe('a sign that is demanded', () => {
  const demanded = (health: Health, app: App) => started(app, { ...usual, timeoutMs: 1000 }, health);

  test('is a status and a body', async () => {
    const health: Health = { kind: 'answers', path: '/up', status: 204, body: '^$' };
    expect((await demanded(health, { answer: () => ok(204) })).health).toBe(health);
    await expect(demanded(health, { answer: () => ok(200) })).rejects.toThrow(
      /\/up: status 200 instead of 204/,
    );
    await expect(demanded(health, { answer: () => ok(204, 'x') })).rejects.toThrow(/no match of \/\^\$\//);
  });

  test('is the HEALTHCHECK of the image', async () => {
    expect((await demanded({ kind: 'image' }, { health: 'healthy' })).health).toEqual({ kind: 'image' });
    await expect(demanded({ kind: 'image' }, { health: 'unhealthy' })).rejects.toThrow(
      /HEALTHCHECK: unhealthy/,
    );
  });

  test('is not another one: a port that is open is no answer', async () => {
    const answers: Health = { kind: 'answers', path: '/health' };
    await expect(demanded(answers, { listensFrom: 0 })).rejects.toMatchObject({ code: 'APP_NO_ANSWER' });
  });
});
