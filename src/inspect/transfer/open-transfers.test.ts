import { describe, expect, test } from 'vitest';
import { StagebenchError } from '../../domain/errors.ts';
import { RegistryServer } from './registry-server.fixture.ts';
import { factsOf, world } from './transfer-world.fixture.ts';

/** A registry that the engines can use, and that cannot be closed. */
const stuckRegistry = async (registries: RegistryServer[]) => {
  const registry = await RegistryServer.start();
  registries.push(registry);
  const close = async () => {
    await registry.close();
    throw new Error('it stays');
  };
  return { host: registry.host, logTail: registry.logTail, close };
};

describe('what cannot be started or closed ends nothing', () => {
  const both = ['app', 'bare'].map((ref) => ({ ref, baseRef: undefined }));
  const failed = (code: string, reason: string) => ({ state: 'failed', trouble: { code, reason } });

  test('a second engine that does not start fails each image, and is not waited for twice', async () => {
    const { registries, measure } = world();
    let starts = 0;
    const startEmptyEngine = () => {
      starts += 1;
      return Promise.reject(new StagebenchError('ENGINE_START', 'no room for it'));
    };
    const records = await measure({ images: both, startEmptyEngine });
    const reason = failed('ENGINE_START', 'no room for it');
    expect(records).toMatchObject([reason, reason]);
    expect([starts, registries.length]).toEqual([1, 0]);
  });

  test('a registry that does not start fails its image; the next has one of its own', async () => {
    const { parts, measure } = world();
    let starts = 0;
    const startRegistry = () => {
      starts += 1;
      return starts === 1 ? Promise.reject(new Error('ENOSPC: no space left')) : parts.startRegistry();
    };
    const [first, second] = await measure({ images: both, startRegistry });
    expect(first).toMatchObject(failed('TRANSFER_FAILED', 'ENOSPC: no space left'));
    expect(factsOf(second)).toMatchObject({ pushMs: 7, pullEmptyMs: 110 });
  });

  test('a registry that cannot be closed is told, and its image keeps what was measured', async () => {
    const { registries, notes, measure } = world();
    const [record] = await measure({ startRegistry: () => stuckRegistry(registries) });
    expect(factsOf(record)).toMatchObject({ pushMs: 21 });
    expect(notes).toEqual(['could not be cleaned up: it stays']);
  });

  test('nor does a second engine that cannot be closed', async () => {
    const { node, notes, measure } = world();
    const close = () => Promise.reject(new StagebenchError('ENGINE_STOP', 'it runs on'));
    const [record] = await measure({ startEmptyEngine: async () => ({ engine: node, close }) });
    expect(factsOf(record)).toMatchObject({ pullEmptyMs: 130 });
    expect(notes).toEqual(['could not be cleaned up: it runs on']);
  });

  test('a second engine that is lost on the way fails its image only', async () => {
    const { node, measure } = world();
    node.pullImage = () => Promise.reject(new StagebenchError('ENGINE_LOST', 'no answer'));
    const [record] = await measure();
    expect(record).toMatchObject(
      failed('TRANSFER_FAILED', 'The engine that images are pulled onto is gone: no answer'),
    );
  });
});

test('where no image is moved no second engine is started', async () => {
  const { closed, measure } = world();
  expect(await measure({ images: [] })).toEqual([]);
  expect(closed).toEqual([]);
});

describe('what ends the run is thrown', () => {
  test('the loss of the engine that has the images', async () => {
    const { engine, measure } = world();
    const lost = new StagebenchError('ENGINE_LOST', 'gone');
    engine.onPush = () => {
      throw lost;
    };
    engine.ping = () => Promise.reject(lost);
    await expect(measure()).rejects.toBe(lost);
  });

  test('an interruption, with its own reason', async () => {
    const { engine, registries, measure } = world();
    const controller = new AbortController();
    engine.onPush = () => {
      controller.abort(new Error('stop'));
      throw new StagebenchError('TRANSFER_FAILED', 'broken off');
    };
    const images = ['app', 'bare'].map((ref) => ({ ref, baseRef: undefined }));
    await expect(measure({ images, signal: controller.signal })).rejects.toThrow('stop');
    expect(registries).toHaveLength(1);
  });

  test('also one that a program noticed before the signal came', async () => {
    const startRegistry = () => Promise.reject(new StagebenchError('INTERRUPTED', 'by Ctrl-C'));
    await expect(world().measure({ startRegistry })).rejects.toMatchObject({ code: 'INTERRUPTED' });
  });
});
