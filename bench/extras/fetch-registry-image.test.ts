import { expect, test } from 'vitest';
import { StagebenchError } from '../../src/domain/errors.ts';
import { FakeEngine } from '../../src/engine/fake/fake-engine.ts';
import { isPushed } from '../../src/inspect/transfer/pushed-name.ts';
import { cleanUpRun } from '../../src/lease/clean-up-run.ts';
import { fetchRegistryImage } from './fetch-registry-image.ts';

const request = { contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), labels: {} };

/** An engine that can pull, and has nothing. */
function emptyEngine() {
  const engine = new FakeEngine();
  const notes: string[] = [];
  engine.pullImage = async (tag: string) => {
    await engine.build({ ...request, tag });
  };
  const tags = async () => (await engine.inventory()).images.flatMap((line) => line.split(' ').slice(1));
  const fetch = () =>
    fetchRegistryImage('r1', engine, (text) => notes.push(text), new AbortController().signal);
  return { engine, notes, tags, fetch };
}

test('the image is pulled under a name of ours only, and goes at the end of the run', async () => {
  const { engine, notes, tags, fetch } = emptyEngine();
  const image = await fetch();
  expect(isPushed(image)).toBe(true);
  expect(await tags()).toEqual([image]);
  expect(notes).toEqual(['pulling registry:3']);
  await cleanUpRun(engine, 'r1', undefined, true, engine.clock);
  expect(await tags()).toEqual([]);
});

test('the image that the user has is used, and stays', async () => {
  const { engine, notes, tags, fetch } = emptyEngine();
  await engine.build({ ...request, tag: 'registry:3' });
  expect(await fetch()).toBe('registry:3');
  expect(notes).toEqual([]);
  await cleanUpRun(engine, 'r1', undefined, false, engine.clock);
  expect(await tags()).toEqual(['registry:3']);
});

test('that its public name cannot be taken away is told, and hinders nothing', async () => {
  const { engine, notes, fetch } = emptyEngine();
  engine.removeImage = () => Promise.reject(new StagebenchError('ENGINE_REQUEST', 'a container uses it'));
  expect(isPushed(await fetch())).toBe(true);
  expect(notes.at(-1)).toBe('could not be cleaned up: a container uses it');
});

test('a pull that fails is the error', async () => {
  const { engine, fetch } = emptyEngine();
  engine.pullImage = () => Promise.reject(new StagebenchError('REGISTRY_UNREACHABLE', 'no network'));
  await expect(fetch()).rejects.toMatchObject({ code: 'REGISTRY_UNREACHABLE' });
});
