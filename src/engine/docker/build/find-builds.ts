import path from 'node:path';
import { environmentOf, listProcesses } from '../../list-processes.ts';

/**
 * The processes of this machine that build with a label: the docker CLI and its buildx plugin. A label with a value
 * (`stagebench.run=ID`) is of one run, wherever that builds; of a label without one only what builds on the engine at `host`
 * is found. Where there is no /proc, and of processes that may not be read, nothing is found.
 */
export async function findBuilds(label: string, host: string, procDir = '/proc'): Promise<readonly number[]> {
  const builds = (await listProcesses(procDir)).filter(({ args }) => isBuild(args, label));
  if (label.includes('=')) return builds.map(({ pid }) => pid);
  const here = await Promise.all(
    builds.map(async ({ pid }) => (await environmentOf(pid, procDir)).includes(`DOCKER_HOST=${host}`)),
  );
  return builds.filter((_, index) => here[index]).map(({ pid }) => pid);
}

/** The command of `buildCommand`, and the one that the docker CLI makes of it for its plugin. */
function isBuild(args: readonly string[], label: string): boolean {
  const follows = (first: string, isSecond: (word: string) => boolean) =>
    args.some((word, index) => word === first && isSecond(args[index + 1] ?? ''));
  const program = path.basename(args[0] ?? '');
  return (
    /^docker(-buildx)?$/.test(program) &&
    follows('buildx', (word) => word === 'build') &&
    follows('--label', (word) => word === label || word.startsWith(`${label}=`))
  );
}
