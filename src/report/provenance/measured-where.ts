import { counted } from '../words/counted.ts';
import type { RunManifest } from '../../record/manifest.ts';
import { formatBytes } from '../../domain/units.ts';
import { isMadeUp } from './made-up.ts';

/** When and on what a run was measured: the beginning of a sentence. Of a run that was made up it says that. */
export const measuredOn = (manifest: RunManifest): string => {
  const { merged, startedAt } = manifest;
  const date = startedAt.slice(0, 10);
  const inParts = merged === undefined ? '' : ` in ${counted(merged.shards.length, 'shard')}`;
  if (isMadeUp(manifest)) return `Made up ${date}${inParts} by the fake engine`;
  const places = [...new Set((merged?.shards ?? [manifest]).map(placeText))];
  return `Measured ${date}${inParts} on ${places.join('; and on ')}`;
};

const placeText = ({ engine, machine }: Pick<RunManifest, 'engine' | 'machine'>): string => {
  return (
    `${engineText(engine)} (${engine.kind === 'none' ? '' : `${engine.storageDriver}, `}` +
    `buildx ${engine.buildxVersion}${builderText(engine)}), ${machine.cpuModel}, ${machine.cores} cores, ${formatBytes(machine.memoryBytes)} memory, ` +
    `kernel ${engine.kernel.split('-')[0] ?? engine.kernel}`
  );
};

/** `docker engine 29.1`. */
export const engineName = ({ kind, version }: Pick<RunManifest['engine'], 'kind' | 'version'>): string =>
  kind === 'none' ? 'no engine' : `${kind} engine ${version}`;

const engineText = (engine: RunManifest['engine']): string =>
  engine.kind === 'none' ? 'a machine without an engine' : `the ${engineName(engine)}`;

/** What is measured then is another thing: the way of the image to the engine is part of each build. */
export const builderText = ({ builtBy }: RunManifest['engine']): string =>
  builtBy === undefined
    ? ''
    : `; built by a builder of the driver ${builtBy.driver}, BuildKit ${builtBy.version}, images sent back as OCI archives`;
