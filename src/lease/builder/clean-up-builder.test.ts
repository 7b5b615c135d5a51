import { expect, test } from 'vitest';
import { CacheWatch } from '../../engine/cache-watch.ts';
import type { Engine } from '../../engine/engine.ts';
import { FakeEngine } from '../../engine/fake/fake-engine.ts';
import { cleanUpBuilder } from './clean-up-builder.ts';

/** A builder that notes what is asked of it: its records, and one image that is not on an engine yet. */
function builder({ answers = true, prunes = true } = {}) {
  const asked: string[] = [];
  let records = ['theirs'];
  const engine: Pick<Engine, 'ping' | 'imagesWithLabel' | 'inspectImage' | 'inventory' | 'pruneBuildCache'> =
    {
      ping: async () => {
        if (!answers) throw new Error('no answer');
      },
      imagesWithLabel: async (label) => [`image of ${label}`],
      inspectImage: async (ref) => {
        asked.push(`load ${ref}`);
        return undefined;
      },
      inventory: async () => ({ images: [], containers: [], volumes: [], cacheRecords: records }),
      pruneBuildCache: async (which) => {
        if (!prunes) throw new Error('refused');
        asked.push(`prune ${String(which)}`);
        records = which === 'all' ? [] : records.filter((id) => !which.includes(id));
      },
    };
  const build = () => records.push('ours');
  return { engine: engine as Engine, asked, build, left: () => records };
}

const { clock } = new FakeEngine();

test('of a builder that others use, records that the run has made go, and no others', async () => {
  const { engine, build, left, asked } = builder();
  const watch = new CacheWatch(engine);
  await watch.during(async () => build());
  expect(await cleanUpBuilder(engine, 'r1', watch, false, clock)).toEqual([]);
  expect(left()).toEqual(['theirs']);
  expect(asked).toEqual(['prune ours']);
});

test('of one that is ours alone, all go', async () => {
  const { engine, left } = builder();
  expect(await cleanUpBuilder(engine, 'r1', undefined, false, clock)).toEqual([]);
  expect(left()).toEqual([]);
});

test('images that are to stay are loaded first', async () => {
  const { engine, asked } = builder();
  await cleanUpBuilder(engine, 'r1', undefined, true, clock);
  expect(asked).toEqual(['load image of stagebench.run=r1', 'prune all']);
});

test('a builder that does not answer is left as it is, and one that refuses is told', async () => {
  const silent = builder({ answers: false });
  expect(await cleanUpBuilder(silent.engine, 'r1', undefined, false, clock)).toEqual([]);
  expect(silent.asked).toEqual([]);
  const { engine } = builder({ prunes: false });
  expect(await cleanUpBuilder(engine, 'r1', undefined, false, clock)).toEqual(['refused']);
});
