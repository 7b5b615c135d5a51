import { gzipSync } from 'node:zlib';
import { expect } from 'vitest';
import type { TransferRecord } from '../../domain/image/transfer.ts';
import { FakeClock } from '../../engine/fake/fake-clock.ts';
import { RegistryServer } from './registry-server.fixture.ts';
import { StandInEngine, type Layers } from './stand-in-engine.fixture.ts';
import { transferEach } from './transfer-each.fixture.ts';

type TransferParts = Parameters<typeof transferEach>[0];

const base: Layers = ['the lower layer of the base', 'the upper layer of the base'];
export const app: Layers = [...base, 'the app'];
const tool: Layers = [...base, 'a tool', 'its data'];
export const bare: Layers = ['a program and nothing else'];
export const gzipBytes = (layers: Layers): number =>
  layers.reduce((sum, layer) => sum + gzipSync(layer).length, 0);

/** Two engines and as many registries as are asked for; everything that is opened is counted. */
export function world(images: Readonly<Record<string, Layers>> = { base, app, tool, bare }) {
  const clock = new FakeClock();
  const registries: RegistryServer[] = [];
  const engine = new StandInEngine(clock, registries, images);
  const node = new StandInEngine(clock, registries);
  const closed: string[] = [];
  const notes: string[] = [];
  let opened = 0;
  const parts: TransferParts = {
    runId: 'r1',
    engine,
    startRegistry: async () => {
      const registry = await RegistryServer.start();
      registries.push(registry);
      return registry;
    },
    startEmptyEngine: async () => {
      opened += 1;
      const close = async () => void closed.push((await node.inventory()).images.join() || 'empty');
      return { engine: node, close };
    },
    images: [{ ref: 'app', baseRef: 'base' }],
    clock,
    note: (text) => notes.push(text),
  };
  const measure = async (changes: Partial<TransferParts> = {}) => {
    const before = await engine.inventory();
    try {
      return await transferEach({ ...parts, ...changes });
    } finally {
      expect(await engine.inventory()).toEqual(before);
      expect(registries.every((registry) => registry.closed === 1)).toBe(true);
      expect(closed).toHaveLength(opened);
    }
  };
  return { clock, engine, node, registries, closed, notes, parts, measure };
}

export const factsOf = (record: TransferRecord | undefined) => {
  if (record?.state !== 'measured') throw new Error(JSON.stringify(record));
  return record.facts;
};
