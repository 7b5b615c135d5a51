import { disturbedText, machineUse } from '../../domain/run/machine-use.ts';
import type { Sample } from '../../domain/run/sample.ts';

/**
 * Says of the builds of one visit what else the machine did while they were made, all together, and whether they are disturbed:
 * by what the machine did, never by how long they took. What does not count anyway stays what it is, and so does a prime,
 * which only fills the cache. `limit`: so much of one core others may use; `quietUpTo` if undefined.
 */
export function judgeMachine(samples: readonly Sample[], limit?: number): readonly Sample[] {
  const readings = samples.flatMap((sample) => ('facts' in sample ? (sample.facts.reading ?? []) : []));
  const machine = machineUse(readings, limit);
  if (machine === undefined) return samples;
  const counts = samples.every(({ state, visit }) => state === 'built' && visit.phase !== 'prime');
  const trouble = { code: 'MACHINE_BUSY', reason: disturbedText(machine) } as const;
  return samples.map((sample) =>
    machine.isDisturbed && counts && sample.state === 'built'
      ? { ...sample, machine, state: 'disturbed', trouble }
      : { ...sample, machine },
  );
}
