import { describe, expect, test } from 'vitest';
import { FakeEngine } from '../../../src/engine/fake/fake-engine.ts';
import { cleanUpRun } from '../../../src/lease/clean-up-run.ts';
import { cleanEngine } from './run.ts';

const request = { contextDir: '.', dockerfile: 'Dockerfile', bases: new Map() };
const theirs = [
  'registry.example:5000/stagebench-transfer/image:measured',
  '127.0.0.1:5000/theirs/image:measured',
  'stagebench-transfer/image:measured',
];

const pushedBy = (runId: string): string[] =>
  ['base', 'image'].map((what) => `127.0.0.1:40123/stagebench-transfer/${runId}/${what}:measured`);
/** What an earlier version has left: it named no run. */
const ofNobody = '127.0.0.1:40123/stagebench-transfer/base:measured';

/** An engine on which pushes of two runs, an image's and a base's, are not over; somebody has names that look alike. */
async function engineWithPushes() {
  const engine = new FakeEngine();
  const tag = (from: string, to: string) => engine.tagImage(from, to);
  await engine.build({ ...request, tag: 'debian:trixie-slim', labels: {} });
  for (const runId of ['r1', 'r2']) {
    const own = `stagebench/go-slim:${runId}`;
    await engine.build({ ...request, tag: own, labels: { 'stagebench.run': runId } });
    const [base = '', image = ''] = pushedBy(runId);
    await tag(own, image);
    await tag('debian:trixie-slim', base);
  }
  for (const name of [...theirs, ofNobody]) await tag('debian:trixie-slim', name);
  const tags = async () => (await engine.inventory()).images.flatMap((line) => line.split(' ').slice(1));
  return { engine, tags };
}

const everything = [
  ...theirs,
  ofNobody,
  'debian:trixie-slim',
  ...['r1', 'r2'].flatMap((runId) => [`stagebench/go-slim:${runId}`, ...pushedBy(runId)]),
];
const without = (...gone: string[]) => everything.filter((tag) => !gone.includes(tag)).toSorted();

describe('the end of a run takes away what its pushes have left, and nothing of another run or of others', () => {
  test.each([
    [false, without('stagebench/go-slim:r1', ...pushedBy('r1'))],
    [true, without(...pushedBy('r1'))],
  ])('with --keep-images=%s', async (keepImages, left) => {
    const { engine, tags } = await engineWithPushes();
    await cleanUpRun(engine, 'r1', undefined, keepImages, engine.clock);
    expect((await tags()).toSorted()).toEqual(left);
  });
});

test('clean takes away what pushes have left, whoever pushed, and nothing that has another name', async () => {
  const { engine, tags } = await engineWithPushes();
  await cleanEngine(engine, false, () => undefined);
  expect((await tags()).toSorted()).toEqual([...theirs, 'debian:trixie-slim'].toSorted());
});
