import { expect, test } from 'vitest';
import { FakeEngine } from '../../engine/fake/fake-engine.ts';
import type { AppContainer, ContainerRequest } from '../../engine/engine.ts';
import { withServices, type ProvidedService } from './with-services.ts';

/** Keeps what containers were asked for; `deaf` are images that never listen. */
class NotingEngine extends FakeEngine {
  readonly requests: ContainerRequest[] = [];
  readonly deaf = new Set<string>();

  override async createContainer(request: ContainerRequest): Promise<AppContainer> {
    this.requests.push(request);
    const container = await super.createContainer(request);
    return this.deaf.has(request.image)
      ? { ...container, listens: async () => false, logTail: async () => 'no space left' }
      : container;
  }
}

const service = (name: string, said: Partial<ProvidedService> = {}): ProvidedService => ({
  ...{ name, ref: `fake/${name}`, port: 5432, ready: { kind: 'listens' }, timeoutMs: 60_000 },
  ...said,
});

const labels = { mine: 'yes' };
const around = (engine: FakeEngine, signal?: AbortSignal) => ({ labels, clock: engine.clock, signal });

test('services run while they are used, know those before them, and are gone afterwards', async () => {
  const engine = new NotingEngine();
  const ready = { kind: 'command', command: ['ask'] } as const;
  const services = [service('db', { environment: { A: '1' } }), service('queue', { ready })];
  const used = await withServices(engine, services, around(engine), async (hosts) => ({
    hosts,
    running: await engine.containersWithLabel('mine=yes'),
  }));
  expect(used.hosts).toEqual({ db: '127.0.0.1', queue: '127.0.0.1' });
  expect(used.running).toHaveLength(2);
  expect(await engine.containersWithLabel('mine')).toEqual([]);
  expect(engine.requests).toEqual([
    { image: 'fake/db', labels, port: 5432, asIs: { ownPort: true, environment: { A: '1' } } },
    {
      ...{ image: 'fake/queue', labels, port: 5432 },
      asIs: { ownPort: true, hosts: { db: '127.0.0.1' }, healthcheck: ['ask'] },
    },
  ]);
});

test('without services nothing is started, and no name is known', async () => {
  const engine = new NotingEngine();
  expect(await withServices(engine, [], around(engine), async (hosts) => [hosts])).toEqual([undefined]);
  expect(engine.requests).toEqual([]);
});

test('one that never gets ready is an error with its last words, and all are removed', async () => {
  const engine = new NotingEngine();
  engine.deaf.add('fake/queue');
  const never = async () => Promise.reject(new Error('it was used all the same'));
  await expect(
    withServices(engine, [service('db'), service('queue')], around(engine), never),
  ).rejects.toMatchObject({
    code: 'SERVICE_NOT_READY',
    message:
      'service queue: no answer from its port in 60 s (timeoutSeconds of the service allows more). Its last log lines:\nno space left',
  });
  expect(await engine.containersWithLabel('mine')).toEqual([]);
});

test('they are removed when what uses them fails, and when somebody interrupts', async () => {
  const engine = new NotingEngine();
  const fails = () => Promise.reject(new Error('the app'));
  await expect(withServices(engine, [service('db')], around(engine), fails)).rejects.toThrow('the app');
  const stop = new AbortController();
  engine.deaf.add('fake/db');
  stop.abort(new Error('Ctrl-C'));
  await expect(withServices(engine, [service('db')], around(engine, stop.signal), fails)).rejects.toThrow(
    'Ctrl-C',
  );
  expect(await engine.containersWithLabel('mine')).toEqual([]);
});
