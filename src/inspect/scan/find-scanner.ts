import { mkdir } from 'node:fs/promises';
import { explainOutcome } from './explain-outcome.ts';
import type { CommandOutcome } from './run-command.ts';
import {
  containerCommands,
  dockerCommand,
  installedCommands,
  type Command,
  type ScannerCommands,
  type ScannerEngine,
  type ScanPlace,
} from './scanner-commands.ts';
import type { ScannerFailure } from './scanner.ts';

export type FoundScanner =
  | { readonly state: 'found'; readonly commands: ScannerCommands }
  | ({ readonly state: 'absent' } & ScannerFailure);

/** To ask again for the next image costs next to nothing. */
const absent = (reason: string): FoundScanner => ({ state: 'absent', reason, lasting: false });

/** The scanner on the PATH; where there is none, its image on the engine. */
export async function findScanner(
  place: ScanPlace,
  engine: ScannerEngine | undefined,
  run: (command: Command) => Promise<CommandOutcome>,
): Promise<FoundScanner> {
  const { scanner } = place;
  const installed = installedCommands(place);
  const outcome = await run(installed.version);
  if (outcome.state === 'ended') return { state: 'found', commands: installed };
  if (outcome.state !== 'absent') return { state: 'absent', ...explainOutcome(scanner, outcome) };
  const nowhere = `There is no ${scanner.program} on the PATH`;
  if (engine === undefined) return absent(`${nowhere}. ${scanner.install}.`);
  const image = await localImage(place, engine, run);
  if (image === undefined) {
    const pull = `${engine.pullCommand} ${scanner.repositories[0] ?? ''}`;
    return absent(`${nowhere}, and the engine has no image of it. ${scanner.install}, or run \`${pull}\`.`);
  }
  try {
    await mkdir(engine.cacheFolder, { recursive: true });
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return absent(
      `${scanner.title} has no place for its database (${why}). Free some space, or set XDG_CACHE_HOME.`,
    );
  }
  const user = await userInside(place, engine, run);
  return { state: 'found', commands: containerCommands(place, { ...engine, user }, image) };
}

/**
 * Whose the scanner's database will be. In an engine of Docker without root, root is the user who runs it, and any other number
 * somebody else: https://docs.docker.com/engine/security/rootless/
 */
async function userInside(
  place: ScanPlace,
  engine: ScannerEngine,
  run: (command: Command) => Promise<CommandOutcome>,
): Promise<string | undefined> {
  if (engine.user === undefined) return undefined;
  const info = await run(dockerCommand(place, engine, ['info', '--format', '{{json .SecurityOptions}}']));
  return info.state === 'ended' && info.output.includes('name=rootless') ? undefined : engine.user;
}

/**
 * The newest image of the scanner that the engine has, whatever its tag; nothing is pulled that nobody has asked for.
 * https://docs.docker.com/reference/cli/docker/image/ls/#filter: several references are alternatives, newest first.
 */
async function localImage(
  place: ScanPlace,
  engine: ScannerEngine,
  run: (command: Command) => Promise<CommandOutcome>,
): Promise<string | undefined> {
  const filters = place.scanner.repositories.flatMap((name) => ['--filter', `reference=${name}`]);
  const format = ['--format', '{{.Repository}}:{{.Tag}}'];
  const listed = await run(dockerCommand(place, engine, ['image', 'ls', ...filters, ...format]));
  if (listed.state !== 'ended') return undefined;
  return listed.output.split('\n').find((name) => name !== '' && !name.includes('<none>'));
}
