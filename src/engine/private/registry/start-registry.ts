import { join } from 'node:path';
import { execa } from 'execa';
import type { LoopbackRegistry } from '../../loopback-registry.ts';
import { listeningOn, untilRegistryAnswers } from '../../until-registry-answers.ts';
import { writePrivateFile } from '../trust/write-private-file.ts';
import { makeRegistryFolder, type RegistryFolder } from './registry-folder.ts';

export interface RegistryOptions {
  /** `docker-registry`, as `provisionRegistry` gives it. */
  readonly program: string;
  /** Where the folder with its configuration and images is made. */
  readonly parent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly signal?: AbortSignal | undefined;
}

const logLength = 16_000;
const tailLines = 12;

/**
 * Starts an empty registry on a free port of the loopback, and resolves when it answers. It ends with this process,
 * however that ends, and when the signal fires. Rejects with TRANSFER_FAILED (with its last words) or INTERRUPTED.
 */
export async function startRegistry(options: RegistryOptions): Promise<LoopbackRegistry> {
  const folder = await makeRegistryFolder(options.parent, options.signal);
  try {
    return await startIn(folder, options);
  } catch (error) {
    await folder.remove();
    throw error;
  }
}

async function startIn(folder: RegistryFolder, options: RegistryOptions): Promise<LoopbackRegistry> {
  const { program, env, signal } = options;
  const config = join(folder.path, 'config.json');
  await writePrivateFile(config, registryConfigText(join(folder.path, 'data')));
  // setpriv(1), of util-linux like the unshare(1) that starts the private engine: the kernel ends the child even if
  // this process is killed.
  const child = execa('setpriv', ['--pdeathsig', 'TERM', program, 'serve', config], {
    // REGISTRY_… in the environment would override the configuration, OTEL_… have it report to somebody.
    env: { PATH: env['PATH'], OTEL_TRACES_EXPORTER: 'none' },
    extendEnv: false,
    cwd: folder.path,
    stdin: 'ignore',
    stdout: 'ignore',
    buffer: false,
    reject: false,
    ...(signal && { cancelSignal: signal }),
  });
  let log = '';
  child.stderr.setEncoding('utf8');
  child.stderr.on('data', (text: string) => {
    log = (log + text).slice(-logLength);
  });
  let ending: string | undefined;
  const ended = child.then((result) => {
    ending = result.exitCode === undefined ? (result.shortMessage ?? '') : `exit ${result.exitCode}`;
  });
  const logTail = async () => log.split('\n').filter(Boolean).slice(-tailLines);
  const stop = async (): Promise<void> => {
    child.kill();
    await ended;
  };
  try {
    const starting = { host: async () => listeningOn(log), ending: async () => ending, logTail };
    const host = await untilRegistryAnswers(starting, signal);
    const close = async (): Promise<void> => {
      await stop();
      await folder.remove();
    };
    return { host, logTail, close };
  } catch (error) {
    await stop();
    throw error;
  }
}

/**
 * The configuration of a registry of ours (https://distribution.github.io/distribution/about/configuration/; JSON is
 * YAML too). Nothing is reported to anybody; blobs are named without host and port, so that a proxy may stand before it.
 */
export function registryConfigText(storage: string): string {
  const config = {
    version: '0.1',
    log: { level: 'info', accesslog: { disabled: true } },
    storage: {
      filesystem: { rootdirectory: storage },
      maintenance: { uploadpurging: { enabled: false } },
    },
    http: { addr: '127.0.0.1:0', relativeurls: true },
  };
  return `${JSON.stringify(config, undefined, 2)}\n`;
}
