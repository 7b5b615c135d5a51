import { closeSync, openSync, readdirSync, readFileSync, readSync } from 'node:fs';

/** The files by which Linux tells what its processors do. */
export interface SystemFiles {
  /** Undefined if the file is not there, or may not be read. */
  readonly read: (path: string) => string | undefined;
  /** The folders in a folder; none if it is not there, or may not be read. */
  readonly folders: (path: string) => readonly string[];
}

/** Those of this machine. Synchronous: a reading must lie close to the build that it belongs to. */
export const systemFiles: SystemFiles = {
  read: (path) => {
    try {
      return readFileSync(path, 'utf8');
    } catch {
      return undefined;
    }
  },
  folders: (path) => {
    try {
      return readdirSync(path, { withFileTypes: true }).flatMap((entry) =>
        entry.isDirectory() ? [entry.name] : [],
      );
    } catch {
      return [];
    }
  },
};

/** As many files as stay open; those of a machine with few processors, twice. */
const mostOpen = 128;

/**
 * The same for what is read before and after each build: the files that were read last stay open, which makes reading a third as
 * long. For /proc and control groups only: where a process or a group has gone, reading fails and the path is looked up anew; any
 * other file would be read as it was.
 */
export function openSystemFiles(): SystemFiles {
  /** Those that were read last stand last. */
  const open = new Map<string, number>();
  const chunk = Buffer.alloc(16_384);
  const close = (path: string, descriptor: number): void => {
    open.delete(path);
    closeSync(descriptor);
  };
  const read = (path: string): string | undefined => {
    const kept = open.get(path);
    const known = kept === undefined ? undefined : textOf(kept, chunk);
    if (kept !== undefined && known === undefined) close(path, kept);
    if (kept !== undefined && known !== undefined) {
      open.delete(path);
      open.set(path, kept);
      return known;
    }
    const descriptor = opened(path);
    if (descriptor === undefined) return undefined;
    const text = textOf(descriptor, chunk);
    open.set(path, descriptor);
    if (text === undefined) close(path, descriptor);
    const [oldest] = open;
    if (oldest !== undefined && open.size > mostOpen) close(...oldest);
    return text;
  };
  return { read, folders: systemFiles.folders };
}

function opened(path: string): number | undefined {
  try {
    return openSync(path, 'r');
  } catch {
    return undefined;
  }
}

/** All of a file from its beginning: the kernel may give it in several parts. */
function textOf(descriptor: number, chunk: Buffer): string | undefined {
  try {
    let text = '';
    let at = 0;
    for (;;) {
      const length = readSync(descriptor, chunk, 0, chunk.length, at);
      if (length === 0) return text;
      text += chunk.toString('latin1', 0, length);
      at += length;
    }
  } catch {
    return undefined;
  }
}
