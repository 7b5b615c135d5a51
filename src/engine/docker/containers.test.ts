import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { json } from 'node:stream/consumers';
import Docker from 'dockerode';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { anonymousMemory, createAppContainer, type ContainerStats } from './containers.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'stagebench-containers-'));
const socketPath = path.join(folder, 'engine.sock');

/** What an engine is asked to create: https://docs.docker.com/reference/api/engine/version/v1.44/#tag/Container/operation/ContainerCreate */
interface Created {
  readonly Env: readonly string[];
  readonly HostConfig: { readonly NetworkMode?: string; readonly PortBindings?: unknown };
}

let created: Created;
const engine = createServer((request, response) => {
  void json(request).then((body) => {
    created = body as Created;
    response.writeHead(201).end(JSON.stringify({ Id: 'c1' }));
  });
});

beforeAll(() => new Promise<void>((resolve) => engine.listen(socketPath, resolve)));
afterAll(() => {
  engine.close();
  rmSync(folder, { recursive: true });
});

const create = (hostNetwork: boolean) =>
  createAppContainer(new Docker({ socketPath }), { image: 'app:1', port: 8080, labels: {} }, hostNetwork);

test('in the network of the host an app is told to listen on the loopback only, on a free port', async () => {
  await create(true);
  expect(created.HostConfig.NetworkMode).toBe('host');
  expect(created.Env).toEqual(['HOST=127.0.0.1', expect.stringMatching(/^PORT=\d{4,5}$/)]);
});

test('in a network of its own it listens on all addresses, and is published on the loopback', async () => {
  await create(false);
  expect(created.Env).toEqual(['PORT=8080']);
  expect(created.HostConfig.PortBindings).toEqual({ '8080/tcp': [{ HostIp: '127.0.0.1', HostPort: '' }] });
});

/** As an engine on cgroup v1 answers for an app that holds 64 MiB, shortened. */
const v1 = {
  usage: 73_969_664,
  max_usage: 74_600_448,
  stats: {
    ...{ active_anon: 73_928_704, active_file: 4096, cache: 86_016, inactive_file: 32_768, rss: 73_883_648 },
    ...{ rss_huge: 67_108_864, total_active_anon: 73_928_704, total_cache: 86_016, total_rss: 73_883_648 },
    ...{ total_inactive_file: 32_768, total_mapped_file: 32_768 },
  },
  failcnt: 0,
  limit: 2_099_310_592,
};

/** On cgroup v2 there are other names, and no rss. */
const v2 = {
  usage: 12_345_344,
  stats: {
    ...{ anon: 3_063_808, file: 8_650_752, kernel_stack: 98_304, shmem: 4096, file_mapped: 5_406_720 },
    ...{ active_anon: 3_067_904, inactive_anon: 0, active_file: 5_000_000, inactive_file: 3_650_752 },
  },
  limit: 8_345_100_288,
};

describe('anonymous memory is', () => {
  test.each<[string, ContainerStats, number]>([
    ['total_rss on cgroup v1', { memory_stats: v1 }, 73_883_648],
    ['anon on cgroup v2', { memory_stats: v2 }, 3_063_808],
  ])('%s, whatever files are mapped or cached', (_, stats, bytes) => {
    expect(anonymousMemory(stats)).toBe(bytes);
  });
});

describe('is unknown, and not 0,', () => {
  test.each<[string, ContainerStats]>([
    ['of a container that does not run', { memory_stats: {} }],
    ['without a word about memory', {}],
    ['of an engine that says how much, but not of what', { memory_stats: { stats: {} } }],
    ['if nothing was counted on cgroup v1', { memory_stats: { stats: { total_rss: 0 } } }],
    ['if nothing was counted on cgroup v2', { memory_stats: { stats: { anon: 0 } } }],
  ])('%s', (_, stats) => {
    expect(anonymousMemory(stats)).toBeUndefined();
  });
});
