import { join } from 'node:path';
import type { PrivatePaths } from '../private-paths.ts';

type Environment = Readonly<Record<string, string | undefined>>;

/** Folders dockerd, containerd and runc would otherwise make, or share with those of the system. */
export const hostFolders = ['/run/containerd', '/run/docker', '/run/runc', '/opt/containerd'] as const;

/**
 * What lies in `temporaryFolder` is seen by the daemon here. BuildKit puts the socket of `--ssh` below it, and 107 bytes are all that the path
 * of a socket may have (unix(7)).
 */
const shortTemporary = '/run/docker/tmp';

/** On the disk of the data root: an archive that is loaded is unpacked in it. */
export const temporaryFolder = ({ dataRoot }: PrivatePaths): string => join(dataRoot, 'tmp');

/**
 * The command that starts the daemon. It runs in a mount namespace of its own: no mount of it is ever seen outside,
 * none can be left over, and the folders above are private to it, so that it cannot find a containerd that is not its own.
 * The shells and unshare(1) replace themselves, so the process started is dockerd in the end. It first moves into the control
 * group that this folder is, if it can: what it uses of the processors is told apart from what others use.
 */
export function daemonCommand(paths: PrivatePaths, controlGroup?: string): readonly [string, ...string[]] {
  const mounts = [
    ...hostFolders.map((folder) => `mount -n -t tmpfs -o mode=0711 stagebench ${folder}`),
    `mkdir -m 0700 ${shortTemporary}`,
    `mount -n --bind "$0" ${shortTemporary}`,
  ].join(' && ');
  const logged = ['sh', '-c', 'exec "$@" >>"$0" 2>&1', paths.logFile] as const;
  const isolated = [
    'unshare',
    '--mount',
    '--propagation',
    'slave',
    'sh',
    '-c',
    `${mounts} && exec "$@"`,
    temporaryFolder(paths),
  ];
  const counted =
    controlGroup === undefined
      ? []
      : ['sh', '-c', '{ mkdir -p "$0" && echo $$ >"$0/cgroup.procs"; } || :; exec "$@"', controlGroup];
  return [...logged, ...counted, ...isolated, ...dockerdCommand(paths)];
}

/**
 * The control group of the daemon, its containerd and the shims, beside those of builds and containers: a group of version 2
 * that has groups below it may hold no processes.
 */
export const daemonGroup = ({ cgroupParent }: PrivatePaths): string => `${cgroupParent}/daemon`;

/** dockerd with everything in our folders, and with no network of its own, so that it needs nothing of the system's. */
function dockerdCommand(paths: PrivatePaths): readonly string[] {
  return [
    dockerdPath(paths),
    ...['--config-file', paths.daemonConfig],
    ...['--data-root', paths.dataRoot],
    ...['--exec-root', paths.execRoot],
    ...['--host', `unix://${paths.socket}`],
    ...['--pidfile', paths.pidFile],
    ...['--group', 'root'],
    // Control groups under a name of ours can be told from the user's, and removed.
    ...['--exec-opt', 'native.cgroupdriver=cgroupfs'],
    ...['--cgroup-parent', paths.cgroupParent],
    '--bridge=none',
    '--iptables=false',
    '--ip6tables=false',
    '--ip-forward=false',
    '--ip-masq=false',
  ];
}

const dockerdPath = (paths: PrivatePaths): string => join(paths.engineRoot, 'usr/sbin/dockerd');

/** daemon.json: what has no flag. */
export function daemonConfigText(paths: PrivatePaths): string {
  const features = { 'containerd-snapshotter': paths.imageStore === 'containerd' };
  return `${JSON.stringify({ features }, undefined, 2)}\n`;
}

const proxyNames = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY', 'ALL_PROXY'].flatMap((name) => [
  name,
  name.toLowerCase(),
]);

/** What the daemon gets of the caller's environment: where programs are, and how to reach the network. */
export function daemonEnvironment(paths: PrivatePaths, env: Environment): Record<string, string> {
  const kept = ['HOME', 'SSL_CERT_FILE', 'SSL_CERT_DIR', 'LANG', ...proxyNames];
  const pairs = kept.flatMap((name) => (env[name] === undefined ? [] : [[name, env[name]] as const]));
  return { ...Object.fromEntries(pairs), PATH: engineSearchPath(paths, env), DOCKER_TMPDIR: shortTemporary };
}

/** The engine's own programs before the machine's. */
export function engineSearchPath(paths: PrivatePaths, env: Environment): string {
  const own = ['usr/bin', 'usr/sbin'].map((folder) => join(paths.engineRoot, folder));
  return [...own, env['PATH'] || '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'].join(':');
}
