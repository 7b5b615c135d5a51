#!/usr/bin/env -S MALLOC_MMAP_THRESHOLD_=32768 MALLOC_TRIM_THRESHOLD_=131072 MALLOC_ARENA_MAX=2 node --expose-gc --max-semi-space-size=1 --no-concurrent-array-buffer-sweeping --disable-warning=ExperimentalWarning
// The command of the package: as cli.ts, on whatever Node there is. It loads nothing before it knows which one: an older one could not
// even read the rest. Node 22 warns of its SQLite. A small young generation, and buffers that go with it: chunks of image layers are garbage
// at once, and must not pile up to 100 MB before they go.
const needed = [22, 15] as const;
const { node } = process.versions;
const [major = 0, minor = 0] = node.split('.').map(Number);
if (major < needed[0] || (major === needed[0] && minor < needed[1])) {
  const name = `Node ${needed.join('.')} or newer`;
  console.error(`Stagebench runs on ${name}; this is Node ${node}.\n  what to do: Install ${name}.`);
  process.exitCode = 1;
} else {
  const { makeLikeNode24 } = await import('./like-node-24.ts');
  makeLikeNode24();
  await import('../cli.ts');
}
