import { join } from 'node:path';
import { debianKeyring } from './host-facts.ts';

/** A sources.list with the suites' main components, verified with Debian's own keys. */
export function sourcesList(mirror: string, suites: readonly string[]): string {
  return suites.map((suite) => `deb [signed-by=${debianKeyring}] ${mirror} ${suite} main\n`).join('');
}

// What says which indexes to fetch and how to keep them; the rest of Acquire says how this machine reaches the network.
const notNetwork =
  /^Acquire(::(IndexTargets|Changelogs|Languages|CompressionTypes|cdrom|GzipIndexes)(::.*)?)? /;

/** The lines of `apt-config dump Acquire` that say how to reach the network: proxies, timeouts, credentials, checks. */
export function networkSettings(dump: string): readonly string[] {
  return dump.split('\n').filter((line) => line.startsWith('Acquire') && !notNetwork.test(line));
}

/**
 * apt.conf(5) for an apt that keeps everything in `aptDir` and reads nothing of the host's configuration but
 * `network`: no hooks, no sources, no pins. It is read first (APT_CONFIG), so it can turn the other files off.
 */
export function aptConfig(aptDir: string, network: readonly string[]): string {
  const quoted = (path: string): string => `"${path}"`;
  return [
    'Dir::Etc::main "/dev/null";',
    'Dir::Etc::parts "/dev/null";',
    'Dir::Etc::preferences "/dev/null";',
    'Dir::Etc::preferencesparts "/dev/null";',
    `Dir::Etc::sourcelist ${quoted(join(aptDir, 'sources.list'))};`,
    'Dir::Etc::sourceparts "/dev/null";',
    `Dir::State ${quoted(join(aptDir, 'state'))};`,
    'Dir::State::status "/dev/null";',
    `Dir::Cache ${quoted(join(aptDir, 'cache'))};`,
    `Dir::Log ${quoted(join(aptDir, 'log'))};`,
    // apt would drop to the user _apt, who cannot write into root's cache folder.
    'APT::Sandbox::User "root";',
    // Without this a mirror that does not answer is only a warning.
    'APT::Update::Error-Mode "any";',
    'Acquire::Languages "none";',
    'Acquire::GzipIndexes "true";',
    'Acquire::Retries "3";',
    ...network,
    '',
  ].join('\n');
}
