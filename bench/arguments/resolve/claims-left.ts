import path from 'node:path';
import { StagebenchError } from '../../../src/domain/errors.ts';
import { select } from '../../../src/plan/select.ts';
import type { Known } from '../../command-spec.ts';
import type { ClaimRows } from '../../../src/stats/claims/claim-rows.ts';
import type { RunValues } from '../../commands/run/options.ts';

/**
 * The options of a run of claims, with the claims that are left to measure where nobody named any: those that no run of this machine in
 * the folder of results decides, built by the same builder and by its own processor. The fake engine makes all of them up. Throws
 * EMPTY_SELECTION if none is left.
 */
export async function withClaimsLeft(
  values: RunValues,
  { definitions: { suites, claims } }: Pick<Known, 'definitions'>,
  builderId: (name: string) => Promise<string> = askedId,
): Promise<RunValues> {
  const [suite] = select('suite', suites, [values.suite]);
  const { claims: named, project } = values;
  if (suite?.isOfClaims !== true || (named ?? project) !== undefined || values.engine === 'fake')
    return values;
  const { describeMachine } = await import('../../../src/record/run-folder/describe-machine.ts');
  const { runsNewestFirst } = await import('../../../src/record/find/newest-run.ts');
  const { readClaimRows } = await import('../../../src/record/read/read-claim-rows.ts');
  const { judgeClaim } = await import('../../../src/stats/claims/judge-claim.ts');
  const { processorsOf } = await import('../../../src/stats/samples/processors.ts');
  const here = describeMachine();
  const builder = values.builder && (await builderId(values.builder));
  const runs: ClaimRows[] = [];
  for await (const { folder, manifest } of runsNewestFirst(path.resolve(values.results))) {
    const { machine, engine } = manifest;
    const isOfHere = machine.cpuModel === here.cpuModel && machine.cores === here.cores;
    if (!isOfHere || engine.kind === 'fake' || engine.builtBy?.id !== builder) continue;
    const rows = await readClaimRows(folder);
    if (processorsOf(rows.builds).every((one) => one === 'its own')) runs.push(rows);
  }
  if (runs.length === 0) return values;
  const left = claims.filter((claim) => judgeClaim(claim, runs).verdict === 'not-decided');
  if (left.length > 0) return { ...values, claims: left.map(({ id }) => id) };
  throw new StagebenchError(
    'EMPTY_SELECTION',
    `The runs in ${values.results} decide every claim. Name claims with --claims to measure them anew.`,
  );
}

/** Empty where buildx knows no such builder, or is not there: then nothing is known to be of it. */
async function askedId(name: string): Promise<string> {
  const { findBuilder } = await import('../../../src/engine/builder/find-builder.ts');
  return findBuilder({ name, environment: {} }).then(
    ({ id }) => id,
    () => '',
  );
}
