import type { MergedFile, MergedFilesystem } from '../filesystem/merged-filesystem.ts';
import type { PackageSource } from '../layers/layer-entry.ts';

/** The packages that an image declares. */
export interface ImagePackages {
  /**
   * Undefined if unknown: no package database that is read here names any (an image from scratch is unknown to scanners, not
   * free of software), or there is one of rpm, which is not read. Distinct names: what is there for two architectures,
   * or under two versions, counts once.
   */
  readonly osPackages: number | undefined;
  readonly languagePackages: number;
  /** Distinct, as `name version`, sorted. */
  readonly osPackageNames: readonly string[];
  /** Distinct, as `source name version`, sorted. */
  readonly languagePackageNames: readonly string[];
  /** What to know about the numbers, in words. */
  readonly notes: readonly string[];
}

const osSources: ReadonlySet<PackageSource> = new Set<PackageSource>(['dpkg', 'apk']);

/**
 * rpm's databases, in Berkeley DB, ndb and SQLite, at the old and the new place and at that of rpm-ostree
 * (https://fedoraproject.org/wiki/Changes/Sqlite_Rpmdb, https://fedoraproject.org/wiki/Changes/RelocateRPMToUsr).
 */
const rpmDatabases = ['var/lib/rpm', 'usr/lib/sysimage/rpm', 'usr/share/rpm'].flatMap((folder) =>
  ['Packages', 'Packages.db', 'rpmdb.sqlite'].map((name) => `${folder}/${name}`),
);

/** Gathers what the files of an image declare, as a walk meets them; a list that a later layer hides is not among them. */
export class PackageGathering {
  readonly #os = new Set<string>();
  readonly #language = new Set<string>();
  readonly #rpm: boolean;
  #databases = 0;

  constructor(filesystem: MergedFilesystem) {
    this.#rpm = rpmDatabases.some((path) => {
      const found = filesystem.lookup(path, false);
      return found?.path === path && found.entry.type === 'file';
    });
  }

  take({ entry: { declares } }: MergedFile): void {
    if (declares === undefined) return;
    if (osSources.has(declares.source)) {
      this.#databases += 1;
      for (const label of declares.packages) this.#os.add(label);
    } else if (declares.source !== 'development') {
      for (const label of declares.packages) this.#language.add(`${declares.source} ${label}`);
    }
  }

  packages(): ImagePackages {
    const os = this.#os;
    return {
      osPackages: os.size === 0 || this.#rpm ? undefined : new Set([...os].map(nameOf)).size,
      languagePackages: this.#language.size,
      osPackageNames: [...os].sort(),
      languagePackageNames: [...this.#language].sort(),
      notes: notesOn(this.#databases, os.size, this.#rpm),
    };
  }
}

const nameOf = (label: string): string => label.split(' ', 1)[0] ?? label;

function notesOn(databases: number, packages: number, rpm: boolean): string[] {
  if (rpm) return ['an rpm database is there, which is not read: the number of OS packages is unknown'];
  if (databases === 0) return ['no package database: its OS packages are unknown to scanners'];
  return packages === 0 ? ['an empty package database: its OS packages are unknown to scanners'] : [];
}
