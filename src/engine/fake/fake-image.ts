import { createHash } from 'node:crypto';
import type { BuildRequest, ImageInspection } from '../engine.ts';

export interface FakeImage {
  readonly inspection: ImageInspection;
  readonly layers: readonly Buffer[];
}

/** Three layers with real content, so that sizes and diffIDs are read as from any image. */
export function fakeImage(name: string, request: BuildRequest): FakeImage {
  const layers = [1, 2, 3].map((index) => Buffer.alloc(name.length * 1000 * index, `${name}${index}`));
  const sha256 = (data: string | Buffer) => `sha256:${createHash('sha256').update(data).digest('hex')}`;
  return {
    layers,
    inspection: {
      imageId: sha256(request.tag),
      platform: 'linux/amd64',
      diffIds: layers.map(sha256),
      historySteps: 5,
      user: 'app',
      engineSizeBytes: 1,
      labels: request.labels,
    },
  };
}
