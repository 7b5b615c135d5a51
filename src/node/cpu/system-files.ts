import { readdirSync, readFileSync } from 'node:fs';

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
