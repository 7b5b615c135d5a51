import type { RunManifest } from '../../record/manifest.ts';
import { formatBytes } from '../../domain/units.ts';
import { isMadeUp } from './made-up.ts';

/** When and on what a run was measured: the beginning of a sentence. Of a run that was made up it says that. */
export const measuredOn = (manifest: RunManifest): string => {
  const { engine, machine, startedAt } = manifest;
  const date = startedAt.slice(0, 10);
  if (isMadeUp(manifest)) return `Made up ${date} by the fake engine`;
  return (
    `Measured ${date} on the ${engine.kind} engine ${engine.version} (${engine.storageDriver}, ` +
    `buildx ${engine.buildxVersion}), ${machine.cpuModel}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, ` +
    `kernel ${engine.kernel.split('-')[0] ?? engine.kernel}`
  );
};
