import { variantId, type Variant } from '../../domain/run/plan.ts';
import type { KeptBuild } from '../../record/kept-build.ts';

/** The builds of each machine, by the run that it made. A merged run is of several; any other is of one. */
export const buildsByMachine = (builds: readonly KeptBuild[]): ReadonlyMap<string, readonly KeptBuild[]> =>
  Map.groupBy(builds, ({ run_id: run }) => run);

/** The machine that measured a variant, by the run that it made; undefined where nothing of it was built. */
export function machineOfVariants(builds: readonly KeptBuild[]): (variant: Variant) => string | undefined {
  const machines = new Map<string, string>();
  for (const row of builds) if (row.phase !== 'control') machines.set(variantId(row), row.run_id);
  return (variant) => machines.get(variantId(variant));
}

/** Whether both were measured on one machine, as far as anything of them was built. */
export function onOneMachine(builds: readonly KeptBuild[]): (one: Variant, other: Variant) => boolean {
  const machineOf = machineOfVariants(builds);
  return (one, other) => {
    const [ofOne, ofOther] = [machineOf(one), machineOf(other)];
    return ofOne === undefined || ofOther === undefined || ofOne === ofOther;
  };
}
