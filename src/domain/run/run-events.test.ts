import { expect, test } from 'vitest';
import type { Sample } from './sample.ts';
import { runEvents, type Recorder, type RunListener } from './run-events.ts';

const sample: Sample = {
  visit: { app: 'go', strategy: 'slim', scenario: 'cold', phase: 'measure', round: 1, sequence: 1 },
  ...{ state: 'failed', trouble: { code: 'BUILD_FAILED', reason: 'no' } },
  ...{ startedAt: '2026-11-23T13:04:15Z', coldMethod: undefined },
};

/** A recorder that has saved when a test says so. */
function slowRecorder() {
  const { promise: saved, resolve: save } = Promise.withResolvers<undefined>();
  const recorder: Recorder = { visit: () => saved, image: () => saved };
  return { recorder, save: () => save(undefined) };
}

test('a visit is saved first; then each listener is told, and only then the walk goes on', async () => {
  const told: string[] = [];
  const listener = (name: string): RunListener => ({ visited: () => void told.push(name) });
  const { recorder, save } = slowRecorder();
  const goesOn = runEvents(recorder, listener('one'), listener('other'))
    .visited([{ sample, rawLog: '' }])
    .then(() => told.push('the walk'));
  await Promise.resolve();
  expect(told).toEqual([]);
  save();
  await goesOn;
  expect(told).toEqual(['one', 'other', 'the walk']);
});

test('what could not be saved is told to nobody', async () => {
  const told: Sample[] = [];
  const recorder: Recorder = {
    visit: () => Promise.reject(new Error('the disk is full')),
    image: () => Promise.resolve(),
  };
  const events = runEvents(recorder, { visited: (samples) => void told.push(...samples) });
  await expect(events.visited([{ sample, rawLog: '' }])).rejects.toThrow('the disk is full');
  expect(told).toEqual([]);
});

test('exactly one is awaited: a listener that returns a promise is refused by the compiler', () => {
  // @ts-expect-error A promise is not undefined: nobody would wait for it, and nobody would hear of its failure.
  const asynchronous: RunListener = { visited: () => Promise.resolve() };
  expect(asynchronous).toBeDefined();
});

test('a listener hears only what it asks for', async () => {
  const told: string[] = [];
  const { recorder, save } = slowRecorder();
  const events = runEvents(recorder, { activity: (_, what) => void told.push(what) });
  events.visitStarted(sample.visit);
  events.stepStarted(sample.visit, '[1/2] RUN true');
  events.activity(sample.visit, 'starting the app');
  save();
  await events.visited([{ sample, rawLog: '' }]);
  expect(told).toEqual(['starting the app']);
});
