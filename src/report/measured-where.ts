import type { RunManifest } from '../record/manifest.ts';
import { formatBytes } from '../domain/units.ts';

/** When and on what a run was measured: one sentence for captions. */
export function measuredWhere({ engine, machine, plan, startedAt }: RunManifest): string {
  return (
    `Measured ${startedAt.slice(0, 10)} on the ${engine.kind} engine ${engine.version} (${engine.storageDriver}, ` +
    `buildx ${engine.buildxVersion}), ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, ` +
    `kernel ${engine.kernel.split('-')[0] ?? engine.kernel}; ${plan.rounds} rounds, seed ${plan.seed}.`
  );
}
