import { buffer } from 'node:stream/consumers';
import { expect, test } from 'vitest';
import { StagebenchError } from '../domain/errors.ts';
import type { ImageInspection, PumpedArchive } from '../engine/engine.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { temporaryLayers } from './layers/layer-store.fixture.ts';
import { readEngineImages } from './read-engine-images.ts';

const tag = 'stagebench/go-slim:r1';

/** An engine at a socket of this machine: it hands its archives on piece by piece, and tells the facts when it may. */
class PumpingEngine extends FakeEngine {
  readonly asked = Promise.withResolvers<undefined>();
  readonly mayTell = Promise.withResolvers<undefined>();
  /** Why nobody wants the archive any more. */
  abandoned: unknown;
  readonly #archive: (() => Promise<Buffer>) | undefined;

  /** Without an archive it never comes. */
  constructor(archive?: () => Promise<Buffer>) {
    super();
    this.#archive = archive;
  }

  override pumpImages(): PumpedArchive | undefined {
    return {
      pump: async (take, signal) => {
        this.asked.resolve(undefined);
        if (this.#archive !== undefined) {
          await take(await this.#archive());
          return;
        }
        await new Promise((_, reject) => {
          signal?.addEventListener('abort', () => {
            this.abandoned = signal.reason;
            reject(signal.reason as Error);
          });
        });
      },
    };
  }

  override async inspectImage(ref: string): Promise<ImageInspection | undefined> {
    await this.mayTell.promise;
    return super.inspectImage(ref);
  }
}

test('the archive is asked for before the facts are there', async () => {
  const built = new FakeEngine();
  const engine = new PumpingEngine(async () => buffer(await built.saveImages([tag])));
  for (const one of [built, engine])
    await one.build({ contextDir: '.', dockerfile: 'Dockerfile', tag, bases: new Map(), labels: {} });
  const reading = readEngineImages(engine, [tag], await temporaryLayers(), { ownThread: true });
  await engine.asked.promise;
  engine.mayTell.resolve(undefined);
  const [image] = await reading;
  expect(image?.saved.diffIds).toEqual((await built.inspectImage(tag))?.diffIds);
});

test('an image that is not there is told as such, and its archive is not waited for', async () => {
  const engine = new PumpingEngine();
  engine.mayTell.resolve(undefined);
  const error: unknown = await readEngineImages(engine, [tag], await temporaryLayers(), {
    ownThread: true,
  }).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(StagebenchError);
  expect(error).toMatchObject({ code: 'IMAGE_NOT_FOUND' });
  expect(engine.abandoned).toBe(error);
});
