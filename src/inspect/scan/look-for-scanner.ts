import { rm } from 'node:fs/promises';
import path from 'node:path';
import { findScanner } from './find-scanner.ts';
import { makeScanFolder } from './make-scan-folder.ts';
import { runCommand } from './run-command.ts';
import type { ScanParts } from './scan-image.ts';

type Parts = Pick<
  ScanParts,
  'scanner' | 'tempFolder' | 'clock' | 'environment' | 'timeoutMs' | 'engine' | 'signal'
>;

/** Why no image could be scanned now; undefined if the scanner answers. It may still lack its database. */
export async function lookForScanner(parts: Parts): Promise<string | undefined> {
  const { scanner, environment, timeoutMs, signal } = parts;
  // Where there is no room for a folder, there may be some later: the scan itself will say.
  const folder = await makeScanFolder(parts.tempFolder, parts.clock.date()).catch(() => undefined);
  if (folder === undefined) return undefined;
  try {
    const place = { scanner, folder, file: path.join(folder, 'image.tar'), environment, timeoutMs };
    const found = await findScanner(place, parts.engine, (command) =>
      runCommand(command, { timeoutMs, signal }),
    );
    return found.state === 'absent' ? found.reason : undefined;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
