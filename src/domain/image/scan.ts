/** The scanners that Stagebench has a definition of. */
export type ScannerId = 'trivy';

/** Distinct vulnerabilities (one of one version of one package), and those of them for which a fixed version is out. */
export interface ScanCounts {
  readonly critical: number;
  readonly high: number;
  readonly criticalFixable: number;
  readonly highFixable: number;
}

/** With what was counted: the same image has other counts tomorrow. */
export interface ScannerVersion {
  readonly scannerVersion: string;
  /** The schema of the database; its content is told by the date. */
  readonly databaseVersion: string;
  /** When the database was made, ISO 8601 in UTC. */
  readonly databaseDate: string;
}

/**
 * How much of an image was looked at. `language-packages-only`: there was no list of system packages that the scanner
 * could look up, so that nobody has seen what lies beside the language packages; each count is a least one.
 */
export type ScannedState = 'scanned' | 'language-packages-only';

/** What a scanner says of one image. A count exists only where something was scanned. */
export type ScanResult =
  | ({ readonly state: ScannedState; readonly scanner: ScannerId } & ScannerVersion & ScanCounts)
  /** `reason` is for people: what happened, and what to do. */
  | { readonly state: 'not-scanned'; readonly scanner: ScannerId; readonly reason: string };
