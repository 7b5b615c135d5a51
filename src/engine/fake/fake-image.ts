import { createHash } from 'node:crypto';
import type { BuildRequest, ImageInspection } from '../engine.ts';

export interface FakeImage {
  readonly inspection: ImageInspection;
  readonly layers: readonly Buffer[];
}

/** What images of the same content have in common. */
interface FakeLayers {
  readonly layers: readonly Buffer[];
  readonly diffIds: readonly string[];
}

/** Three layers that are real archives, so that everything in them is read as from any image. */
function fakeLayers(name: string): FakeLayers {
  const layers = [1, 2, 3].map((index) => fakeLayer(`${name}${index}`, name.length * 1000 * index));
  return { layers, diffIds: layers.map(sha256) };
}

/** The layers of each content, made once however often it is built. */
export function rememberedLayers(): (content: string) => FakeLayers {
  const known = new Map<string, FakeLayers>();
  return (content) => {
    const layers = known.get(content) ?? fakeLayers(content);
    known.set(content, layers);
    return layers;
  };
}

/** The image that a build makes of its layers. */
export function fakeImage({ layers, diffIds }: FakeLayers, request: BuildRequest): FakeImage {
  return {
    layers,
    inspection: {
      imageId: sha256(request.tag),
      platform: request.platform ?? 'linux/amd64',
      diffIds,
      historySteps: 5,
      user: 'app',
      engineSizeBytes: 1,
      labels: request.labels,
    },
  };
}

const sha256 = (data: string | Buffer): string => `sha256:${createHash('sha256').update(data).digest('hex')}`;

const block = 512;

/** One file in a tar of so many bytes (no fewer than four blocks): what a tar ends with may be as long as it likes. */
function fakeLayer(name: string, bytes: number): Buffer {
  const size = Math.max(0, Math.floor(bytes / block) - 3) * block;
  const layer = Buffer.alloc(Math.max(bytes, size + 3 * block));
  const octal = (value: number, digits: number) => `${value.toString(8).padStart(digits, '0')}\0`;
  layer.write(`opt/${createHash('sha256').update(name).digest('hex').slice(0, 16)}`, 0, 'latin1');
  layer.write(octal(0o755, 7), 100, 'latin1');
  for (const [at, value] of [
    [108, 0],
    [116, 0],
    [124, size],
    [136, 0],
  ] as const)
    layer.write(octal(value, at < 124 ? 7 : 11), at, 'latin1');
  layer.write('        0', 148, 'latin1');
  layer.write('ustar\x0000', 257, 'latin1');
  const sum = layer.subarray(0, block).reduce((total, byte) => total + byte, 0);
  layer.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  layer.fill(name, block, block + size);
  return layer;
}
