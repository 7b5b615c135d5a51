import { expect, test } from 'vitest';
import { FakeEngine } from '../../src/engine/fake/fake-engine.ts';
import { cleanUpRun } from '../../src/lease/clean-up-run.ts';
import { cleanEngine } from './clean.ts';

const request = { contextDir: '.', dockerfile: 'Dockerfile', bases: new Map() };
const theirs = [
  'registry.example:5000/stagebench-transfer/image:measured',
  '127.0.0.1:5000/theirs/image:measured',
  'stagebench-transfer/image:measured',
];

/** An engine on which a push of a run's image and one of a base were killed; somebody has names that look alike. */
async function engineAfterKill() {
  const engine = new FakeEngine();
  await engine.build({ ...request, tag: 'stagebench/go-slim:r1', labels: { 'stagebench.run': 'r1' } });
  await engine.build({ ...request, tag: 'debian:trixie-slim', labels: {} });
  const tag = (from: string, to: string) => engine.tagImage(from, to);
  await tag('stagebench/go-slim:r1', '127.0.0.1:40123/stagebench-transfer/image:measured');
  await tag('debian:trixie-slim', '127.0.0.1:40123/stagebench-transfer/base:measured');
  for (const name of theirs) await tag('debian:trixie-slim', name);
  const tags = async () => (await engine.inventory()).images.flatMap((line) => line.split(' ').slice(1));
  return { engine, tags };
}

test.each([
  [
    'the end of a run',
    (engine: FakeEngine) => cleanUpRun(engine, 'r2', undefined, false, engine.clock),
    ['r1'],
  ],
  ['of that run', (engine: FakeEngine) => cleanUpRun(engine, 'r1', undefined, false, engine.clock), []],
  [
    'of that run, with --keep-images',
    (engine: FakeEngine) => cleanUpRun(engine, 'r1', undefined, true, engine.clock),
    ['r1'],
  ],
  ['clean', (engine: FakeEngine) => cleanEngine(engine, false, () => undefined), []],
])(
  '%s takes away what a killed push has left, and nothing that has another name',
  async (_, takeAway, kept) => {
    const { engine, tags } = await engineAfterKill();
    await takeAway(engine);
    expect((await tags()).toSorted()).toEqual(
      [...theirs, 'debian:trixie-slim', ...kept.map((runId) => `stagebench/go-slim:${runId}`)].toSorted(),
    );
  },
);
