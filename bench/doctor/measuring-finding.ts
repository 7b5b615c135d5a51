import type { Engine } from '../../src/engine/engine.ts';
import type { Host } from '../../src/domain/host.ts';
import { measuringRun } from '../../src/lease/engine-lock.ts';
import type { Finding } from './finding.ts';

/** A run that has the engine: the next one would be refused, and this one is disturbed by all that runs beside it. */
export async function measuringFinding(
  engine: Pick<Engine, 'info'> | undefined,
  context: Pick<Host, 'environment'>,
): Promise<Finding[]> {
  const run = engine && measuringRun(await engine.info(), context);
  if (run === undefined) return [];
  const fix = 'wait until it has ended, and leave the machine alone till then';
  return [{ state: 'note', what: 'measuring', found: `run ${run} has the engine now`, fix }];
}
