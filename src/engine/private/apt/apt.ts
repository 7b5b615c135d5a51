import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { StagebenchError, type ErrorCode } from '../../../domain/errors.ts';
import { execaInTime, wasInterrupted } from '../../../node/execa-in-time.ts';
import { writePrivateFile } from '../trust/write-private-file.ts';
import { aptConfig, networkSettings, sourcesList } from './apt-settings.ts';
import { parsePrintUris, type PackageFile } from './print-uris.ts';

/** What a step of provisioning needs to know about its caller. */
export interface ProvisionContext {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
}

/** How long lists may take to come, and packages; ms. apt has deadlines of its own for what is silent, not for what is slow. */
const listsMs = 900_000;
const packagesMs = 3_600_000;

/** An apt of our own: its lists, cache and configuration are in one folder, the host's are not touched. */
export interface PrivateApt {
  /** Fetches and verifies the lists of packages. */
  update(): Promise<void>;
  /** Which files `name/suite` stand for. */
  resolve(wanted: readonly string[]): Promise<readonly PackageFile[]>;
  /** Fetches the packages into a folder. */
  download(wanted: readonly string[], folder: string, onPackage: (text: string) => void): Promise<void>;
}

/** Writes the configuration of a private apt and gives the handle to it. */
export async function privateApt(
  aptDir: string,
  mirror: string,
  suites: readonly string[],
  context: ProvisionContext,
): Promise<PrivateApt> {
  const folders = ['state/lists/partial', 'cache/archives/partial', 'tmp'];
  for (const folder of folders) await mkdir(join(aptDir, folder), { recursive: true });
  const configFile = join(aptDir, 'apt.conf');
  await writePrivateFile(join(aptDir, 'sources.list'), sourcesList(mirror, suites));
  await writePrivateFile(configFile, aptConfig(aptDir, await hostNetworkSettings(context)));

  /** Runs apt-get, hands its lines on, and gives what it printed. */
  const aptGet = async (
    args: readonly string[],
    cwd: string,
    onLine?: (line: string) => void,
  ): Promise<string> => {
    const subprocess = execaInTime('apt-get', args, {
      cwd,
      env: { ...context.env, APT_CONFIG: configFile, TMPDIR: join(aptDir, 'tmp'), LC_ALL: 'C.UTF-8' },
      extendEnv: false,
      stdin: 'ignore',
      all: true,
      reject: false,
      timeout: onLine ? packagesMs : listsMs,
      ...(context.signal && { cancelSignal: context.signal }),
    });
    if (onLine) for await (const line of subprocess) onLine(line);
    const result = await subprocess;
    if (wasInterrupted(result, context.signal))
      throw new StagebenchError('INTERRUPTED', 'Provisioning was interrupted; what is complete is kept.');
    if (result.failed) throw aptFailure(args[0] ?? '', result.all || (result.shortMessage ?? ''));
    return result.stdout;
  };

  return {
    update: async () => {
      await aptGet(['update'], aptDir);
    },
    resolve: async (wanted) => parsePrintUris(await aptGet(['download', '--print-uris', ...wanted], aptDir)),
    download: async (wanted, folder, onPackage) => {
      const onLine = (line: string): void => {
        const [, number = '', what] = /^Get:(\d+) \S+ (.+)$/.exec(line) ?? [];
        if (what !== undefined) onPackage(`${number} of ${wanted.length}: ${packageIn(what)}`);
      };
      await aptGet(['download', ...wanted], folder, onLine);
    },
  };
}

/** `trixie/main amd64 runc amd64 1.1.15 [2 MB]` -> `runc 1.1.15 [2 MB]`. */
const packageIn = (what: string): string => what.replace(/^\S+ \S+ (\S+) \S+ /, '$1 ');

/** How this machine reaches the network, as its own apt is told. */
async function hostNetworkSettings(context: ProvisionContext): Promise<readonly string[]> {
  const options = { env: context.env, extendEnv: false, reject: false, timeout: 30_000 } as const;
  const result = await execaInTime('apt-config', ['dump', 'Acquire'], options);
  return result.failed ? [] : networkSettings(result.stdout);
}

const failureKinds: readonly (readonly [RegExp, ErrorCode])[] = [
  [/Hash Sum mismatch|unexpected size|Hashes of expected file/i, 'HASH_MISMATCH'],
  [/NO_PUBKEY|not signed|BADSIG|EXPKEYSIG|GPG error|Clearsigned file|signature/i, 'HASH_MISMATCH'],
  [/No space left on device|Read-only file system/i, 'PROVISION_FAILED'],
];

/** The catalogue's error for an apt-get that failed, with what apt said. */
export function aptFailure(command: string, output: string): StagebenchError {
  const said = [...new Set(output.split('\n').filter((line) => /^(E|W|Err):/.test(line)))].slice(0, 6);
  const [, code] = failureKinds.find(([pattern]) => said.some((line) => pattern.test(line))) ?? [
    undefined,
    'DOWNLOAD_FAILED',
  ];
  const detail = said.length > 0 ? said : output.trim().split('\n').slice(-6);
  return new StagebenchError(code, [`apt-get ${command} failed:`, ...detail].join('\n  '));
}
