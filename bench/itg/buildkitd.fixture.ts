import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { execa } from 'execa';
import { cacheRootOf } from '../../src/engine/private/private-paths.ts';
import type { ItgProvided } from './engine.setup.ts';

const version = 'v0.34.2';
const module = `github.com/moby/buildkit@${version}`;

/**
 * The path of buildkitd, built from its Go module into the cache folder: minutes the first time. Built in the folder of the module,
 * because `go install` refuses one that excludes versions. `missing` says why it cannot be had: no root, no Go, or no Go module proxy.
 */
export async function provideBuildkitd(): Promise<
  { readonly program: string } | { readonly missing: string }
> {
  if (process.getuid?.() !== 0) return { missing: 'buildkitd needs root' };
  const folder = path.join(cacheRootOf(process.env), 'tools', `buildkitd-${version}`);
  const program = path.join(folder, 'buildkitd');
  if (existsSync(program)) return { program };
  const fetched = await execa('go', ['mod', 'download', '-json', module], { reject: false });
  if (fetched.code === 'ENOENT') return { missing: 'there is no Go on the PATH' };
  if (fetched.failed)
    return { missing: `the Go module proxy gives no ${module}: ${fetched.stdout} ${fetched.stderr}` };
  const { Dir: source } = JSON.parse(fetched.stdout) as { readonly Dir: string };
  await mkdir(folder, { recursive: true });
  const flags = `-s -w -X github.com/moby/buildkit/version.Version=${version}`;
  const unfinished = `${program}.${process.pid}`;
  const words = ['build', '-buildvcs=false', '-ldflags', flags, '-o', unfinished];
  process.stderr.write(`  itg: building buildkitd ${version}, once\n`);
  await execa('go', [...words, './cmd/buildkitd'], { cwd: source, stdout: 'ignore' });
  await rename(unfinished, program);
  return { program };
}

/** A BuildKit of its own root, behind a socket: what a remote builder is. */
export interface Buildkit {
  readonly address: string;
  /** Ends it at once, as a machine that loses power. */
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
}

/** Starts it with runc of the engine under test. Steps use the network of the machine, as on the private engine. */
export async function startBuildkit(program: string, { endpoint }: ItgProvided): Promise<Buildkit> {
  const folder = await mkdtemp(path.join(tmpdir(), 'stagebench-buildkit-'));
  // On the disk of the cache folder: layers cannot lie on an overlay, as the folder for temporary files may be one.
  const root = await mkdtemp(path.join(cacheRootOf(process.env), 'buildkit-'));
  const socket = path.join(folder, 'sock');
  const words = ['--config', '/dev/null', '--root', root, '--addr', `unix://${socket}`];
  const worker = ['--containerd-worker=false', '--oci-worker=true', '--oci-worker-net=host'];
  // With it go its mounts, and every step that it runs.
  const alone = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc'];
  const launch = () =>
    execa('unshare', [...alone, program, ...words, ...worker], {
      ...{ env: endpoint.environment, reject: false, stdin: 'ignore', stdout: 'ignore' },
    });
  let daemon: ReturnType<typeof launch> | undefined;
  const end = async (): Promise<void> => {
    daemon?.kill('SIGKILL');
    await daemon;
    daemon = undefined;
  };
  const start = async (): Promise<void> => {
    await rm(socket, { force: true });
    const started = launch();
    daemon = started;
    const ended = started.then(({ stderr }) => {
      throw new Error(`buildkitd ended: ${stderr}`);
    });
    ended.catch(() => undefined);
    while (!existsSync(socket)) await Promise.race([ended, pause(50)]);
  };
  await start();
  return {
    address: `unix://${socket}`,
    start,
    kill: end,
    remove: async () => {
      await end();
      await rm(folder, { recursive: true });
      await rm(root, { recursive: true });
    },
  };
}
