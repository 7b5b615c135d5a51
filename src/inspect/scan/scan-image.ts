import { createWriteStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import type { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { Clock } from '../../domain/clock.ts';
import { StagebenchError } from '../../domain/errors.ts';
import { explainOutcome } from './explain-outcome.ts';
import { findScanner } from './find-scanner.ts';
import { makeScanFolder } from './make-scan-folder.ts';
import { runCommand, type CommandOutcome } from './run-command.ts';
import type { ScanResult } from '../../domain/image/scan.ts';
import type { Command, ScannerEngine } from './scanner-commands.ts';
import type { Environment, Scanner, ScannerFailure } from './scanner.ts';

export interface ScanParts {
  readonly scanner: Scanner;
  /** The image as `docker save` writes it. */
  readonly saveImage: () => Promise<Readable>;
  /** The saved image lies in a folder of its own in here while it is scanned. */
  readonly tempFolder: string;
  readonly clock: Pick<Clock, 'date'>;
  /** That of the process: the scanner is looked for on its PATH. */
  readonly environment: Environment;
  /** How long the scanner may take for an answer; ms. */
  readonly timeoutMs: number;
  /** Where the scanner may run in a container if it is not installed. */
  readonly engine?: ScannerEngine | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((text: string) => void) | undefined;
  /** Told the reason if the scanner would fare no better with the next image. */
  readonly onLastingFailure?: ((reason: string) => void) | undefined;
}

/** How long the engine may take to remove a container; ms. */
const cleanUpMs = 30_000;

/** Has an image scanned. Whatever hinders the scan is a result, with its reason. Throws INTERRUPTED only. */
export async function scanImage(parts: ScanParts): Promise<ScanResult> {
  throwIfInterrupted(parts);
  let folder: string;
  try {
    folder = await makeScanFolder(parts.tempFolder, parts.clock.date());
  } catch (error) {
    return notScanned(
      parts,
      `There is no place for the saved image (${messageOf(error)}). Free some space, or set XDG_CACHE_HOME to a folder that can be written.`,
    );
  }
  try {
    return await scanIn(folder, parts);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

const notScanned = ({ scanner }: ScanParts, reason: string): ScanResult => ({
  state: 'not-scanned',
  scanner: scanner.id,
  reason,
});

function failed(parts: ScanParts, { reason, lasting }: ScannerFailure): ScanResult {
  if (lasting) parts.onLastingFailure?.(reason);
  return notScanned(parts, reason);
}

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Finds the scanner first: saving an image takes long, and is in vain without one. */
async function scanIn(folder: string, parts: ScanParts): Promise<ScanResult> {
  const { scanner, timeoutMs, signal } = parts;
  const file = path.join(folder, 'image.tar');
  const place = { scanner, folder, file, environment: parts.environment, timeoutMs };
  const run = (command: Command): Promise<CommandOutcome> => runCommand(command, { timeoutMs, signal });

  const found = await findScanner(place, parts.engine, run);
  if (found.state === 'absent') return failed(parts, found);
  const { commands } = found;
  try {
    parts.onProgress?.(`Saving the image for ${scanner.title}`);
    const unsaved = await saveTo(file, parts);
    if (unsaved !== undefined) return notScanned(parts, unsaved);

    parts.onProgress?.(`${scanner.title} scans the image`);
    const scan = await run(commands.scan);
    if (scan.state !== 'ended') return failed(parts, explainOutcome(scanner, scan));
    const report = scanner.readReport(scan.output);
    if (report.state === 'not-scanned') return notScanned(parts, report.reason);

    // Asked after the scan: it may have fetched a newer database.
    const asked = await run(commands.version);
    if (asked.state !== 'ended') return failed(parts, explainOutcome(scanner, asked));
    const reading = scanner.readVersion(asked.output);
    if (reading.state === 'unknown') return failed(parts, { reason: reading.reason, lasting: true });
    return { state: report.state, scanner: scanner.id, ...reading.version, ...report.counts };
  } finally {
    if (commands.cleanUp) await runCommand(commands.cleanUp, { timeoutMs: cleanUpMs }).catch(() => undefined);
  }
}

/** Writes the image to the file; gives the reason if that cannot be done. */
async function saveTo(file: string, parts: ScanParts): Promise<string | undefined> {
  try {
    const archive = await parts.saveImage();
    await pipeline(archive, createWriteStream(file), parts.signal ? { signal: parts.signal } : {});
    return undefined;
  } catch (error) {
    throwIfInterrupted(parts);
    return `The image could not be saved for the scan (${messageOf(error)}). Check the engine, and the free space in ${parts.tempFolder}.`;
  }
}

function throwIfInterrupted({ signal, scanner }: ScanParts): void {
  if (signal?.aborted) throw new StagebenchError('INTERRUPTED', `Before ${scanner.title} had scanned.`);
}
