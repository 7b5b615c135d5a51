import type { MergedFilesystem } from '../filesystem/merged-filesystem.ts';

/** Where programs look for time zones: https://github.com/golang/go/blob/master/src/time/zoneinfo_unix.go */
const zoneFolders = ['usr/share/zoneinfo', 'usr/share/lib/zoneinfo', 'usr/lib/locale/TZ', 'etc/zoneinfo'];

/** Whether a program of the image finds a time zone. What a language carries inside (Python's tzdata) is not seen. */
export function hasTzdata(filesystem: MergedFilesystem): boolean {
  const real = zoneFolders
    .map((folder) => filesystem.lookup(folder))
    .filter((folder) => folder !== undefined);
  for (const { path, entry } of filesystem.files()) {
    if (entry.magic === 'tzif' && real.some((folder) => path.startsWith(`${folder.path}/`))) return true;
  }
  return false;
}
