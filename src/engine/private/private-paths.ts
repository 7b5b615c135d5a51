import { createHash } from 'node:crypto';
import { userInfo } from 'node:os';
import { isAbsolute, join } from 'node:path';
import { StagebenchError } from '../../domain/errors.ts';

/** `graphdriver` is overlay2, the classic store; `containerd` is the containerd snapshotter. */
export type ImageStore = 'graphdriver' | 'containerd';

/** Where everything of one private engine lies. Engines of one release share their unpacked packages. */
export interface PrivatePaths {
  /** `stagebench/` in the user's cache folder: shared by all clones, removed by `clean --all`. */
  readonly cacheRoot: string;
  /** The Debian release the engine's packages come from. */
  readonly release: string;
  readonly imageStore: ImageStore;
  /** `main`, or a second engine's name (one with an empty data root measures pulls). */
  readonly instance: string;
  /** apt's own configuration, lists and cache. */
  readonly aptDir: string;
  readonly engineDir: string;
  /** Link to the unpacked packages; it exists only if they are complete. */
  readonly engineRoot: string;
  readonly toolsDir: string;
  readonly instanceDir: string;
  readonly dataRoot: string;
  /** Socket, pid file and exec root. Under /run if the cache folder's path is too long for a socket. */
  readonly runtimeDir: string;
  readonly execRoot: string;
  readonly socket: string;
  readonly pidFile: string;
  readonly logFile: string;
  readonly daemonConfig: string;
  readonly dockerConfigDir: string;
  /** The parent of the control groups of builds and containers. */
  readonly cgroupParent: string;
  readonly provisionLock: string;
  readonly daemonLock: string;
}

export interface PrivatePathsOptions {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly release?: string;
  readonly imageStore?: ImageStore;
  readonly instance?: string;
}

/**
 * `$XDG_CACHE_HOME` or `~/.cache`, and `stagebench` in it. A relative XDG_CACHE_HOME is ignored, as its specification
 * demands (https://specifications.freedesktop.org/basedir-spec); so is a HOME that is empty or relative: the user database
 * knows the home folder too. Throws CACHE_NOT_WRITABLE if it does not.
 */
export function cacheRootOf(env: PrivatePathsOptions['env'], home = homeOfUser): string {
  const xdg = env['XDG_CACHE_HOME'];
  if (xdg !== undefined && isAbsolute(xdg)) return join(xdg, 'stagebench');
  const named = env['HOME'];
  return join(named !== undefined && isAbsolute(named) ? named : home(), '.cache', 'stagebench');
}

/** What passwd(5) says. Node's own homedir() believes HOME. */
function homeOfUser(): string {
  try {
    const { homedir } = userInfo();
    if (isAbsolute(homedir)) return homedir;
  } catch {
    // A number without a name, as containers run under.
  }
  throw new StagebenchError(
    'CACHE_NOT_WRITABLE',
    'There is no place for the cache folder: HOME is not an absolute path, and the user has no home folder.',
  );
}

/** The paths of one private engine. Nothing is created. */
export function privatePaths(options: PrivatePathsOptions): PrivatePaths {
  const { release = 'trixie', imageStore = 'graphdriver', instance = 'main' } = options;
  const cacheRoot = cacheRootOf(options.env);
  const engineDir = join(cacheRoot, 'engine', release);
  const instanceDir = join(engineDir, `${instance}-${imageStore}`);
  const id = createHash('sha256').update(instanceDir).digest('hex').slice(0, 8);
  const runtimeDir = shortEnough(join(instanceDir, 'run'))
    ? join(instanceDir, 'run')
    : `/run/stagebench-${id}`;
  return {
    cacheRoot,
    release,
    imageStore,
    instance,
    aptDir: join(cacheRoot, 'apt', release),
    engineDir,
    engineRoot: join(engineDir, 'current'),
    toolsDir: join(cacheRoot, 'tools'),
    instanceDir,
    dataRoot: join(instanceDir, 'data'),
    runtimeDir,
    execRoot: join(runtimeDir, 'exec'),
    socket: join(runtimeDir, 'docker.sock'),
    pidFile: join(runtimeDir, 'dockerd.pid'),
    logFile: join(instanceDir, 'dockerd.log'),
    daemonConfig: join(instanceDir, 'daemon.json'),
    dockerConfigDir: join(instanceDir, 'docker-config'),
    cgroupParent: `/stagebench-${id}`,
    provisionLock: join(cacheRoot, 'locks', 'provision.lock'),
    daemonLock: join(cacheRoot, 'locks', 'daemon.lock'),
  };
}

// Linux allows 107 bytes (unix(7)), but containerd goes by the smallest limit of all systems:
// https://github.com/containerd/containerd/blob/v1.7.24/sys/socket_unix.go
const longestSocketPath = 104;
// The longest socket path that dockerd and its containerd make below the runtime folder.
const longestSocketBelow = '/exec/containerd/containerd-debug.sock';

const shortEnough = (runtimeDir: string): boolean =>
  Buffer.byteLength(runtimeDir + longestSocketBelow) <= longestSocketPath;
