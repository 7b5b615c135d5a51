import { describe, expect, test } from 'vitest';
import { StagebenchError } from '../../domain/errors.ts';
import type { ImageRecord } from '../../domain/image/image.ts';
import type { TransferRecord } from '../../domain/image/transfer.ts';
import type { Engine } from '../../engine/engine.ts';
import type { ExtraMeasurements } from './extra-measurements.ts';
import { walked } from '../walk.fixture.ts';

const failed = (ref: string): TransferRecord => ({
  ...{ ref, state: 'failed', trouble: { code: 'TRANSFER_FAILED', reason: 'full' } },
});

/** Transfers that note what is asked of them; `during` may throw. */
function notedTransfers(during: (count: number) => void = () => undefined) {
  const log: string[] = [];
  let moved = 0;
  const extras: ExtraMeasurements = {
    transfer: () => {
      log.push('open');
      return {
        measure: async ({ ref }) => {
          moved += 1;
          log.push('move');
          during(moved);
          return failed(ref);
        },
        close: async () => void log.push('close'),
      };
    },
  };
  return { log, extras };
}

const states = (images: readonly ImageRecord[]): string[] => images.map(({ state }) => state);
const extrasOf = (image: ImageRecord | undefined) => (image?.state === 'built' ? image.extras : undefined);

describe('the extras of the images of a round', () => {
  test('are measured one image after the other, with what stays open for all of them', async () => {
    const { log, extras } = notedTransfers();
    const { images } = await walked({}, { extras });
    expect(log).toEqual(['open', 'move', 'move', 'close']);
    expect(images.map((image) => extrasOf(image)?.transfer?.state)).toEqual(['failed', 'failed']);
  });

  test('are not measured where an image does not work', async () => {
    const { log, extras } = notedTransfers();
    const { images } = await walked({ answer: () => undefined }, { extras });
    expect(states(images)).toEqual(['unhealthy', 'unhealthy']);
    expect(log).toEqual(['open', 'close']);
  });

  test.each([
    ['an interruption', (controller: AbortController) => controller.abort()],
    ['the loss of the engine', () => undefined],
  ])('may be cut by %s: the row before stands, the other is still to be read', async (_, cut) => {
    const controller = new AbortController();
    const { log, extras } = notedTransfers((count) => {
      if (count < 2) return;
      cut(controller);
      throw new StagebenchError('ENGINE_LOST', 'gone');
    });
    const { images, error } = await walked({}, { extras, controller });
    expect(states(images)).toEqual(['built', 'unread']);
    expect(new Set(images.map(({ variant }) => variant.strategy)).size).toBe(2);
    expect(log.at(-1)).toBe('close');
    expect(error).toMatchObject({ code: 'ENGINE_LOST' });
  });
});

describe('a scan that fails', () => {
  const scanOf = (scanImage: () => never): ExtraMeasurements => ({
    scan: { scanner: 'trivy', scanImage: async () => scanImage() },
  });

  test('is told as not scanned, and the run goes on', async () => {
    const extras = scanOf(() => {
      throw new Error('EBUSY: /tmp/scan');
    });
    const { images, samples, planned, error } = await walked({}, { extras });
    expect(images.map((image) => extrasOf(image)?.scan)).toEqual(
      [1, 2].map(() => ({ state: 'not-scanned', scanner: 'trivy', reason: 'EBUSY: /tmp/scan' })),
    );
    expect(samples).toHaveLength(planned.visits.length);
    expect(error).toBeUndefined();
  });

  test('because the engine is gone ends the run', async () => {
    let engine: Engine | undefined;
    const lost = new StagebenchError('ENGINE_LOST', 'gone');
    const extras = scanOf(() => {
      if (engine !== undefined) engine.ping = () => Promise.reject(lost);
      throw new Error('the image could not be saved');
    });
    const onSample = async (_: unknown, used: Engine) => {
      engine = used;
    };
    const { images, error } = await walked({}, { extras, onSample });
    expect(error).toBe(lost);
    expect(states(images)).toEqual(['unread', 'unread']);
  });
});
