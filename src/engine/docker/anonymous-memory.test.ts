import { describe, expect, test } from 'vitest';
import { anonymousMemory, type ContainerStats } from './anonymous-memory.ts';

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
