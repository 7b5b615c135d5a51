import { cp, readFile, rm } from 'node:fs/promises';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { execa } from 'execa';
import { hyperfineOnce } from './hyperfine-times.ts';
import { scriptArguments } from './script-arguments.ts';

/** An image, or a file of `docker save`, that was inspected once. */
export interface Inspected {
  readonly sizeBytes: number;
  /** A cache folder in which all of its layers are remembered, and no others. */
  readonly cache: string;
}

/** Runs `stagebench inspect IMAGE --json` as its npm script does, from outside and each time in a process of its own. */
export interface Inspector {
  /** Once and untimed, with nothing remembered. */
  look(image: string): Promise<Inspected>;
  /** By hyperfine. The layers that are remembered are those of `cache`, or none. */
  time(image: string, cache?: string): ReturnType<typeof hyperfineOnce>;
  /** Once and untimed, with nothing remembered, and with something loaded that takes time of its own: it tells the memory. */
  weigh(image: string): Promise<void>;
  /** How many were weighed, and the most memory that one of them held, in bytes. */
  memory(): Promise<{ readonly weighed: number; readonly peakBytes: number }>;
}

export async function createInspector(options: {
  readonly hyperfine: string;
  /** Folder of the checkout. */
  readonly root: string;
  /** Takes the cache folders; its maker removes it. */
  readonly folder: string;
  /** What leads the docker CLI, and with it `--engine docker`, to the engine that holds the images. */
  readonly environment: Readonly<Record<string, string | undefined>>;
}): Promise<Inspector> {
  const { hyperfine, root, folder, environment } = options;
  const script = await scriptArguments(root, 'stagebench');
  const inspect = (image: string) => [...script, 'inspect', image, '--engine', 'docker', '--json'];
  const preload = pathToFileURL(path.join(import.meta.dirname, 'tell-memory.ts')).href;
  const memoryFile = path.join(folder, 'memory');
  let looks = 0;
  return {
    look: async (image) => {
      looks += 1;
      const cache = path.join(folder, `cache-${looks}`);
      const env = { ...environment, XDG_CACHE_HOME: cache };
      const { stdout } = await execa(process.execPath, inspect(image), { cwd: root, env });
      const [found] = JSON.parse(stdout) as { size_bytes: number }[];
      if (found === undefined) throw new Error(`inspect says nothing about ${image}`);
      return { sizeBytes: found.size_bytes, cache };
    },
    time: async (image, cache) => {
      const used = path.join(folder, 'cache');
      await rm(used, { recursive: true, force: true });
      if (cache !== undefined) await cp(cache, used, { recursive: true });
      const env = { ...environment, XDG_CACHE_HOME: used };
      return hyperfineOnce(hyperfine, [process.execPath, ...inspect(image)], { env, cwd: root });
    },
    weigh: async (image) => {
      const used = path.join(folder, 'cache');
      await rm(used, { recursive: true, force: true });
      const env = { ...environment, XDG_CACHE_HOME: used, STAGEBENCH_SELF_MEMORY: memoryFile };
      await execa(process.execPath, ['--import', preload, ...inspect(image)], { cwd: root, env });
    },
    memory: async () => {
      const peaks = (await readFile(memoryFile, 'utf8')).trim().split('\n').map(Number);
      return { weighed: peaks.length, peakBytes: Math.max(...peaks) };
    },
  };
}
