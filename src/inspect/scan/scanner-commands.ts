import path from 'node:path';
import type { Environment, Scanner } from './scanner.ts';

/** A command as data. */
export interface Command {
  readonly program: string;
  readonly args: readonly string[];
  /** The whole environment: nothing is added. */
  readonly environment: Environment;
  /** Where it runs. */
  readonly folder: string;
}

export interface ScannerCommands {
  readonly version: Command;
  readonly scan: Command;
  /** Removes what may be left of the others if they had to be ended. */
  readonly cleanUp?: Command;
}

export interface ScanPlace {
  readonly scanner: Scanner;
  /** Empty except for the saved image: a scanner reads settings (`.trivyignore`, `trivy.yaml`) from where it runs. */
  readonly folder: string;
  /** The saved image. */
  readonly file: string;
  readonly environment: Environment;
  readonly timeoutMs: number;
}

/** An engine on which the scanner may run in a container. */
export interface ScannerEngine {
  /** Variables to lay over the environment, so that the docker CLI speaks to that engine; `undefined` takes one away. */
  readonly environment: Environment;
  /** Where a scanner in a container keeps its database from one scan to the next; an absolute path. */
  readonly cacheFolder: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Who calls us, as `uid:gid`, so that the database is theirs to remove; undefined where users have no numbers. */
  readonly user?: string | undefined;
  /** What a person types to pull an image onto that engine, without the image's name. */
  readonly pullCommand: string;
}

/** The variables a scanner is given: its settings, and what the user says of where its database is. */
function scannerVariables({ variables }: Scanner, user: Environment): Record<string, string> {
  const kept = variables.kept.flatMap((name) => {
    const value = user[name];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...Object.fromEntries(kept), ...variables.set };
}

/** The user's environment without what would change the counts (`TRIVY_IGNORE_UNFIXED` and the like). */
function scannerEnvironment(scanner: Scanner, user: Environment): Environment {
  const others = Object.entries(user).filter(([name]) => !name.startsWith(scanner.variables.prefix));
  return { ...Object.fromEntries(others), ...scannerVariables(scanner, user) };
}

/** The commands of a scanner on the PATH. What it unpacks goes where it is removed with the rest. */
export function installedCommands(place: ScanPlace): ScannerCommands {
  const { scanner, folder, file, timeoutMs } = place;
  const environment = { ...scannerEnvironment(scanner, place.environment), TMPDIR: folder };
  const command = (args: readonly string[]): Command => ({
    program: scanner.program,
    args,
    environment,
    folder,
  });
  return {
    version: command(scanner.versionArguments),
    scan: command(scanner.scanArguments(file, timeoutMs)),
  };
}

/** The docker CLI as one speaks to the engine with. */
export const dockerCommand = (place: ScanPlace, engine: ScannerEngine, args: readonly string[]): Command => ({
  program: 'docker',
  args,
  environment: { ...scannerEnvironment(place.scanner, place.environment), ...engine.environment },
  folder: place.folder,
});

const fileInside = '/image.tar';
const cacheInside = '/scanner-cache';
const proxies = ['HTTP_PROXY', 'HTTPS_PROXY', 'NO_PROXY'].flatMap((name) => [name, name.toLowerCase()]);

/**
 * The same commands in a container of the scanner's image. The saved image is mounted, not written into; `--mount` makes
 * no folder where the engine is on another machine and the file is not there. Variables are passed by name: their
 * values, which may be secret, stay out of the list of processes.
 */
export function containerCommands(place: ScanPlace, engine: ScannerEngine, image: string): ScannerCommands {
  const { scanner, folder, file, timeoutMs } = place;
  const { cacheFolder } = scanner.variables;
  const passed = Object.keys(scannerVariables(scanner, place.environment)).filter(
    (name) => name !== cacheFolder,
  );
  const proxied = proxies.filter((name) => place.environment[name] !== undefined);
  const names = { version: `${path.basename(folder)}-version`, scan: path.basename(folder) };
  const run = (name: string, mounts: readonly string[], args: readonly string[]): Command =>
    dockerCommand(place, engine, [
      'run',
      '--rm',
      ...['--pull', 'never'],
      ...['--name', name],
      ...Object.entries(engine.labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]),
      ...(engine.user === undefined ? [] : ['--user', engine.user]),
      ...['--network', 'host'],
      ...[...passed, ...proxied].flatMap((variable) => ['--env', variable]),
      ...['--env', `${cacheFolder}=${cacheInside}`],
      ...mounts.flatMap((mount) => ['--mount', mount]),
      image,
      ...args,
    ]);
  const cache = `type=bind,source=${engine.cacheFolder},target=${cacheInside}`;
  const saved = `type=bind,source=${file},target=${fileInside},readonly`;
  return {
    version: run(names.version, [cache], scanner.versionArguments),
    scan: run(names.scan, [cache, saved], scanner.scanArguments(fileInside, timeoutMs)),
    cleanUp: dockerCommand(place, engine, ['rm', '--force', '--volumes', names.version, names.scan]),
  };
}
