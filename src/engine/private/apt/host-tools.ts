import { join } from 'node:path';
import { execaInTime } from '../../../node/execa-in-time.ts';
import type { PrivatePaths } from '../private-paths.ts';
import { readHostFacts } from './host-facts.ts';
import { hostProblem } from './host-problem.ts';
import { installPackages, isInstalled, type PackageSet } from './install-packages.ts';
import { parseOsRelease } from './os-release.ts';
import { installedPackages } from './package-root.ts';
import type { ProvisionOptions } from './provision.ts';
import { checkFiles } from './unpacked-files.ts';

/** How much of Perl, which mmdebstrap is written in, the machine has. */
export type HostPerl = 'complete' | 'without modules' | 'none';

export interface HostTools {
  /** The program and its first arguments: `[mmdebstrap]`, or `[perl, mmdebstrap]` where the machine has no Perl. */
  readonly mmdebstrap: readonly [string, ...string[]];
  /** To be added to the environment of whatever runs it. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Makes sure that what builds local bases is unpacked in the cache folder. Rejects as `provision` does. */
export async function provisionHostTools(
  options: ProvisionOptions & { readonly perl?: HostPerl },
): Promise<HostTools> {
  const { paths, facts, perl: knownPerl, ...context } = options;
  const perl = knownPerl ?? (await findPerl(context.env));
  const known = facts ?? (await readHostFacts(context.env));
  const set = toolPackages(paths, parseOsRelease(known.osRelease).codename, perl);
  if (!isInstalled(set, await installedPackages(set.current))) {
    const problem = hostProblem(known);
    if (problem !== undefined) throw problem;
    await installPackages(set, paths, known, context);
  }
  await checkFiles(set.current);
  return hostTools(set.current, perl, context.env['PATH'] ?? '');
}

/** Asks the machine's Perl for the modules that mmdebstrap needs beyond perl-base. */
async function findPerl(env: ProvisionOptions['env']): Promise<HostPerl> {
  const options = { env, extendEnv: false, reject: false } as const;
  const probe = await execaInTime('perl', ['-MPod::Usage', '-MTerm::ANSIColor', '-MMath::BigInt', '-e1'], {
    ...options,
    timeout: 30_000,
  });
  if (probe.exitCode === 0) return 'complete';
  return probe.exitCode === undefined ? 'none' : 'without modules';
}

const perlSeries: Readonly<Record<string, string>> = { bookworm: '5.36', trixie: '5.40' };

/** mmdebstrap, and as much Perl as is missing. Each amount of Perl has its own folder. */
function toolPackages(paths: PrivatePaths, codename: string, perl: HostPerl): PackageSet {
  const series = perlSeries[codename] ?? '';
  const missing = {
    complete: [],
    'without modules': [`perl-modules-${series}`, `libperl${series}`],
    none: ['perl-base', `perl-modules-${series}`, `libperl${series}`],
  }[perl];
  return {
    title: 'the tools that build bases',
    current: join(paths.toolsDir, `${codename}-perl-${perl.replace(' ', '-')}`, 'current'),
    wanted: ['mmdebstrap', ...missing].map((name) => `${name}/${codename}`),
  };
}

/** How to call what was unpacked. */
function hostTools(root: string, perl: HostPerl, path: string): HostTools {
  const program = join(root, 'usr/bin/mmdebstrap');
  if (perl === 'complete') return { mmdebstrap: [program], environment: {} };
  const triplet = `${process.arch === 'arm64' ? 'aarch64' : 'x86_64'}-linux-gnu`;
  const folders = Object.values(perlSeries).flatMap((series) => [
    join(root, 'usr/share/perl', series),
    join(root, 'usr/lib', triplet, 'perl', series),
  ]);
  const environment = { PERL5LIB: [...folders, join(root, 'usr/lib', triplet, 'perl-base')].join(':') };
  if (perl === 'without modules') return { mmdebstrap: [program], environment };
  const withPerl = { ...environment, PATH: `${path}:${join(root, 'usr/bin')}` };
  return { mmdebstrap: [join(root, 'usr/bin/perl'), program], environment: withPerl };
}
