import type { Claim } from '../../../src/domain/definitions/claim.ts';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { findRun, itself } from '../../../src/record/find/find-run.ts';
import { runsNewestFirst } from '../../../src/record/find/newest-run.ts';
import { readClaimRows } from '../../../src/record/read/read-claim-rows.ts';
import { table } from '../../../src/report/tables/claims.ts';
import { claimsForPrograms } from '../../../src/report/claims/claims-for-programs.ts';
import { judgeClaim } from '../../../src/stats/claims/judge-claim.ts';
import type { CommandContext } from '../../context.ts';
import { printReport } from '../../terminal/print-report.ts';

export interface ClaimsJob {
  /** As they were typed; all runs of the folder if there are none. */
  readonly runs: readonly string[];
  readonly claims: readonly Claim[];
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly json: boolean;
}

/** Judges claims by recorded runs. Throws NO_RUN where there is none, and what reading throws. */
export async function claims(job: ClaimsJob, context: CommandContext): Promise<number> {
  const folders = job.runs.length === 0 ? await allRuns(job.results) : await named(job);
  if (folders.length === 0) throw new StagebenchError('NO_RUN', `There is no run in ${job.results} yet.`);
  const runs = await Promise.all(folders.map(readClaimRows));
  const judged = job.claims.map((claim) => judgeClaim(claim, runs));
  printReport({ data: claimsForPrograms(judged), tables: table.show(judged) }, job, context);
  return 0;
}

const named = ({ runs, results }: ClaimsJob): Promise<string[]> =>
  Promise.all(runs.map(async (name) => itself(await findRun(name, results))));

/** What the fake engine made up says nothing about builds. */
async function allRuns(results: string): Promise<string[]> {
  const folders: string[] = [];
  for await (const { folder, manifest } of runsNewestFirst(results))
    if (manifest.engine.kind !== 'fake') folders.push(folder);
  return folders;
}
