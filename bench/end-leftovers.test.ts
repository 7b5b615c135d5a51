import { expect, test } from 'vitest';
import { FakeEngine } from '../src/engine/fake/fake-engine.ts';
import { systemClock } from './context.ts';
import { endLeftovers } from './end-leftovers.ts';

const request = { contextDir: '.', dockerfile: 'Dockerfile', tag: 'stagebench/go-slim:r1', bases: new Map() };

/** An engine on which these runs have a container each, and r1 and r2 a build that goes on. */
async function engineWith(...runIds: string[]) {
  const engine = new FakeEngine();
  const did: string[] = [];
  await engine.build({ ...request, labels: {} });
  for (const runId of runIds)
    await engine.createContainer({ image: request.tag, port: 1, labels: { 'stagebench.run': runId } });
  engine.endBuilds = async (label?: string) => {
    did.push(`end ${label}`);
    return { ended: label !== 'stagebench.run=r3', stillBuilding: label === 'stagebench.run=r2' };
  };
  const end = async (...killed: string[]) => {
    const lock = { killed, leftoversEnded: () => void did.push('forgotten') };
    const context = {
      ...{ environment: {}, clock: systemClock },
      signal: new AbortController().signal,
    };
    await endLeftovers(lock, engine, { kind: 'fake' }, context, (text) => void did.push(text));
    return did;
  };
  const containers = async () => (await engine.containersWithLabel('stagebench.run')).length;
  return { end, containers };
}

test("a killed run's build is ended, its container removed, and somebody told", async () => {
  const { end, containers } = await engineWith('r1', 'alive');
  expect(await end('r1')).toEqual([
    'end stagebench.run=r1',
    'ended a build that run r1, which was killed, had left behind',
    'removed a container that run r1, which was killed, had left behind',
    'forgotten',
  ]);
  expect(await containers()).toBe(1);
});

test('a build that goes on after that is not passed over in silence', async () => {
  const { end } = await engineWith();
  expect((await end('r1', 'r2')).slice(-2)).toEqual([
    'something else is being built on this engine: it may disturb what is measured',
    'forgotten',
  ]);
});

test('nothing is said of a killed run that has left nothing', async () => {
  const { end } = await engineWith();
  expect(await end('r3')).toEqual(['end stagebench.run=r3', 'forgotten']);
});

test('where nobody was killed nothing is touched', async () => {
  const { end, containers } = await engineWith('alive');
  expect(await end()).toEqual([]);
  expect(await containers()).toBe(1);
});
