import type { ScanCounts, ScannedState, ScannerId, ScannerVersion } from '../../domain/image/scan.ts';

export type Environment = Readonly<Record<string, string | undefined>>;

/** What a report says, or why nothing in it may be counted. */
export type ReportReading =
  | { readonly state: ScannedState; readonly counts: ScanCounts }
  | { readonly state: 'not-scanned'; readonly reason: string };

export type VersionReading =
  | { readonly state: 'known'; readonly version: ScannerVersion }
  | { readonly state: 'unknown'; readonly reason: string };

/** Why a scanner gave no answer. */
export interface ScannerFailure {
  /** For people: what happened, and what to do. */
  readonly reason: string;
  /** True if it was not for the image, so that the next one would wait as long and fare no better. */
  readonly lasting: boolean;
}

/** A vulnerability scanner: how it is called, and how its answers are read. */
export interface Scanner {
  readonly id: ScannerId;
  readonly title: string;
  /** The program's name on the PATH; it is also what the image runs. */
  readonly program: string;
  /** Where its image is published, the usual place first. */
  readonly repositories: readonly string[];
  /** What a person without it is told. */
  readonly install: string;
  readonly variables: ScannerVariables;
  /** Asks for its version, and that of its database, as JSON. */
  readonly versionArguments: readonly string[];
  /** Scans a saved image and prints the report. `timeoutMs` is when it is ended from outside. */
  readonly scanArguments: (file: string, timeoutMs: number) => readonly string[];
  readonly readVersion: (text: string) => VersionReading;
  readonly readReport: (text: string) => ReportReading;
  /** `how` is "ended with exit code 1" or the like, `said` what it wrote on stderr. */
  readonly explainFailure: (how: string, said: string) => ScannerFailure;
}

/** The environment variables a scanner listens to. */
interface ScannerVariables {
  /** What the names of all of them begin with. */
  readonly prefix: string;
  /** Those it is always given. */
  readonly set: Readonly<Record<string, string>>;
  /** Those of the user that are left: any other could change what is counted. */
  readonly kept: readonly string[];
  /** Names the folder in which it keeps its database. */
  readonly cacheFolder: string;
}
