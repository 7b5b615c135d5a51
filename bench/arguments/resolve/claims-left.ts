import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { select } from '../../../src/plan/select.ts';
import type { Known } from '../../command-spec.ts';
import type { ClaimRows } from '../../../src/stats/claims/claim-rows.ts';
import type { RunValues } from '../../commands/run/options.ts';

/**
 * The options of a run of claims, with the claims that are left to measure where nobody named any: those that no run of this machine in
 * the folder of results decides. The fake engine makes all of them up. Throws EMPTY_SELECTION if none is left.
 */
export async function withClaimsLeft(
  values: RunValues,
  { definitions: { suites, claims } }: Pick<Known, 'definitions'>,
): Promise<RunValues> {
  const [suite] = select('suite', suites, [values.suite]);
  const { claims: named, project } = values;
  if (suite?.isOfClaims !== true || (named ?? project) !== undefined || values.engine === 'fake')
    return values;
  const { describeMachine } = await import('../../../src/record/run-folder/describe-machine.ts');
  const { runsNewestFirst } = await import('../../../src/record/find/newest-run.ts');
  const { readClaimRows } = await import('../../../src/record/read/read-claim-rows.ts');
  const { judgeClaim } = await import('../../../src/stats/claims/judge-claim.ts');
  const here = describeMachine();
  const runs: ClaimRows[] = [];
  for await (const { folder, manifest } of runsNewestFirst(path.resolve(values.results))) {
    const { machine, engine } = manifest;
    const isOfHere = machine.cpuModel === here.cpuModel && machine.cores === here.cores;
    if (isOfHere && engine.kind !== 'fake') runs.push(await readClaimRows(folder));
  }
  if (runs.length === 0) return values;
  const left = claims.filter((claim) => judgeClaim(claim, runs).verdict === 'not-decided');
  if (left.length > 0) return { ...values, claims: left.map(({ id }) => id) };
  throw new StagebenchError(
    'EMPTY_SELECTION',
    `The runs in ${values.results} decide every claim. Name claims with --claims to measure them anew.`,
  );
}
