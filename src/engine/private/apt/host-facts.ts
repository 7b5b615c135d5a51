import { access, constants, readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';

/** What provisioning must know about the machine before it touches anything. */
export interface HostFacts {
  readonly platform: NodeJS.Platform;
  /** Undefined where there is no such thing (Windows). */
  readonly uid: number | undefined;
  /** /etc/os-release, empty if there is none. */
  readonly osRelease: string;
  /** Those of the commands asked for that are not on the PATH. */
  readonly missingCommands: readonly string[];
  readonly hasDebianKeyring: boolean;
  /** apt's sources, by file name: /etc/apt/sources.list and /etc/apt/sources.list.d. */
  readonly aptSources: ReadonlyMap<string, string>;
}

export const debianKeyring = '/usr/share/keyrings/debian-archive-keyring.gpg';

const commandsNeeded = ['apt-get', 'apt-config', 'dpkg', 'unshare', 'mount', 'sh'];

/** Reads the facts of this machine. */
export async function readHostFacts(env: Readonly<Record<string, string | undefined>>): Promise<HostFacts> {
  const missing = await Promise.all(
    commandsNeeded.map(async (command) => ((await isOnPath(command, env['PATH'] ?? '')) ? [] : [command])),
  );
  return {
    platform: process.platform,
    uid: process.getuid?.(),
    osRelease: await readFile('/etc/os-release', 'utf8').catch(() => ''),
    missingCommands: missing.flat(),
    hasDebianKeyring: await exists(debianKeyring, constants.R_OK),
    aptSources: await readAptSources('/etc/apt'),
  };
}

const exists = (path: string, mode: number): Promise<boolean> =>
  access(path, mode).then(
    () => true,
    () => false,
  );

/** Whether the command is an executable in one of the PATH's folders. */
async function isOnPath(command: string, path: string): Promise<boolean> {
  for (const folder of path.split(':').filter(Boolean)) {
    if (await exists(join(folder, command), constants.X_OK)) return true;
  }
  return false;
}

/** The files apt itself would read: sources.list, then *.list and *.sources in order of name. */
async function readAptSources(etcApt: string): Promise<Map<string, string>> {
  const parts = await readdir(join(etcApt, 'sources.list.d')).catch(() => []);
  const names = parts.filter((name) => /^[\w.-]+\.(list|sources)$/.test(name)).sort();
  const files = ['sources.list', ...names.map((name) => join('sources.list.d', name))];
  const texts = new Map<string, string>();
  for (const file of files) texts.set(file, await readFile(join(etcApt, file), 'utf8').catch(() => ''));
  return texts;
}
