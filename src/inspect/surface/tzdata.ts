import type { MergedFile, MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/** Where programs look for time zones: https://github.com/golang/go/blob/master/src/time/zoneinfo_unix.go */
const zoneFolders = ['usr/share/zoneinfo', 'usr/share/lib/zoneinfo', 'usr/lib/locale/TZ', 'etc/zoneinfo'];

/** Whether a program of the image finds a time zone. What a language carries inside (Python's tzdata) is not seen. */
export class ZoneSearch {
  readonly #folders: readonly string[];
  found = false;

  constructor(filesystem: MergedFilesystem) {
    this.#folders = zoneFolders.flatMap((folder) => filesystem.lookup(folder)?.path ?? []);
  }

  take(file: MergedFile): void {
    if (this.found || file.entry.magic !== 'tzif') return;
    this.found = this.#folders.some((folder) => file.path.startsWith(`${folder}/`));
  }
}
