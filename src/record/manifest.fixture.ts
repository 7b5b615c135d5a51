import type { RunManifest } from './manifest.ts';

const variants = ['slim', 'alpine'].map((strategy) => ({ app: 'go', strategy }));

/** A run of go with two strategies, cold and warm, in three rounds, as it starts. */
export const manifest: RunManifest = {
  ...{ schema: 1, stagebench: '0.0.0', runId: 'r1', startedAt: '2026-01-01T00:00:00.000Z', options: {} },
  plan: {
    ...{ seed: 1, rounds: 3, variants, visits: [] },
    cells: variants.flatMap((variant) => ['cold', 'warm'].map((scenario) => ({ ...variant, scenario }))),
  },
  definitions: {},
  engine: {
    ...{ kind: 'docker', id: 'e1', version: '28.0.0', apiVersion: '1.48', buildxVersion: '0.20.0' },
    ...{ builder: 'default', imageStore: 'graphdriver', storageDriver: 'overlay2', kernel: '6.12.0' },
    ...{ operatingSystem: 'Debian', architecture: 'amd64', cpus: 2, memoryBytes: 8e9 },
    ...{ hostNetworkOnly: false },
  },
  machine: {
    ...{ platform: 'linux/x64', kernel: '6.12.0', cpuModel: 'a CPU', cores: 2, memoryBytes: 8e9 },
    node: 'v24.0.0',
  },
  bases: [],
};
