import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';

/**
 * The processes of this machine that build with a label: the docker CLI and its buildx plugin. A label with a value
 * (`stagebench.run=ID`) is of one run, wherever that builds; of a label without one only what builds on the engine at `host`
 * is found. Only Linux has /proc (proc(5)); elsewhere, and of processes that may not be read, nothing is found.
 */
export async function findBuilds(label: string, host: string, procDir = '/proc'): Promise<readonly number[]> {
  const names = await readdir(procDir).catch(() => []);
  const pids = names.filter((name) => /^\d+$/.test(name));
  const builds = await Promise.all(
    pids.map(async (pid) => {
      const words = (file: string) => readWords(path.join(procDir, pid, file));
      if (!isBuild(await words('cmdline'), label)) return false;
      return label.includes('=') || (await words('environ')).includes(`DOCKER_HOST=${host}`);
    }),
  );
  return pids.filter((_, index) => builds[index]).map(Number);
}

/** What ends with a zero byte each; nothing if the process has gone, is a zombie, or is not ours to read. */
async function readWords(file: string): Promise<string[]> {
  const text = await readFile(file, 'utf8').catch(() => '');
  return text.split('\0').slice(0, -1);
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
