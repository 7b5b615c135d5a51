import { readRun as readRecorded } from '../../src/record/read/read-run.ts';

/** A line of one of the files of a run, by the names of its columns. What is not there was not measured. */
export type Row = Readonly<Record<string, unknown>>;

/** What was measured: `builds` are the lines of builds.csv, `images` the newest ones of images.csv. */
export interface Run {
  /** Where it lies. */
  readonly folder: string;
  readonly runId: string;
  /** As in ISO 8601, UTC. */
  readonly startedAt: string;
  readonly builds: readonly Row[];
  readonly images: readonly Row[];
}

/** Reads a run as the commands read it: each row is checked. Rejects with a `code` (NO_RUN, RESULTS_UNREADABLE) and a message. */
export async function readRun(folder: string): Promise<Run> {
  const { manifest, builds, images } = await readRecorded(folder);
  return { folder, runId: manifest.runId, startedAt: manifest.startedAt, builds, images };
}
