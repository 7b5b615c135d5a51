/** What is read here of the engine's answer to `GET /containers/{id}/stats`; of a container that does not run it has none of it. */
export interface ContainerStats {
  readonly memory_stats?: { readonly stats?: Readonly<Record<string, number>> };
}

/**
 * The anonymous memory of a container's processes, bytes: heaps, stacks and private copies of file pages. The same on both
 * versions of cgroups: `anon` of v2, `total_rss` of v1 (https://docs.kernel.org/admin-guide/cgroup-v2.html#memory-interface-files,
 * https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#stat-file), passed on by the engine under these names
 * (https://github.com/moby/moby/blob/v28.5.2/daemon/stats_unix.go).
 *
 * Not what `docker stats` shows (all memory without inactive files): that holds the mapped pages of programs and libraries,
 * which belong to whichever container touched them first and stay with it
 * (https://docs.kernel.org/admin-guide/cgroup-v1/memory.html#shared-page-accounting). The second start of an image would seem
 * smaller than its first, and an image smaller for every neighbour on the same base. Files in a tmpfs are left out too: v1
 * counts them among the files.
 *
 * Undefined if the engine does not say, or says 0: a process has a stack at least.
 */
export function anonymousMemory({ memory_stats: memory }: ContainerStats): number | undefined {
  const bytes = memory?.stats?.['anon'] ?? memory?.stats?.['total_rss'];
  return bytes === 0 ? undefined : bytes;
}
