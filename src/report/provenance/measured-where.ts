import type { RunManifest } from '../../record/manifest.ts';
import { formatBytes } from '../../domain/units.ts';

/** When and on what a run was measured: one sentence for captions. */
export const measuredWhere = (manifest: RunManifest): string =>
  `${measuredOn(manifest)}; ${manifest.plan.rounds} rounds, seed ${manifest.plan.seed}.`;

/** The beginning of such a sentence. */
export const measuredOn = ({ engine, machine, startedAt }: RunManifest): string =>
  `Measured ${startedAt.slice(0, 10)} on the ${engine.kind} engine ${engine.version} (${engine.storageDriver}, ` +
  `buildx ${engine.buildxVersion}), ${machine.cpuModel}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, ` +
  `kernel ${engine.kernel.split('-')[0] ?? engine.kernel}`;
