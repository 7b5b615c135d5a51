import { differingParts } from '../../domain/run/environment.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { Findings } from '../../stats/findings/findings.ts';
import { listText } from '../words/list-text.ts';

/** Where one table holds numbers of more than one environment, and which. */
export function environmentNotes(
  manifest: Pick<RunManifest, 'engine' | 'machine' | 'resumed' | 'merged'>,
  { mixedColdMethods }: Pick<Findings, 'mixedColdMethods'>,
): string[] {
  const places = manifest.merged?.shards ?? [manifest];
  const differing = [...new Set(places.flatMap(differingSessions))];
  return [
    ...shardNotes(manifest),
    ...(differing.length === 0
      ? []
      : [
          `resumed in another environment, so times of different rounds cannot be compared: ${differing.join(', ')}`,
        ]),
    ...(mixedColdMethods.length === 0
      ? []
      : [
          `more than one cold method, so cold times cannot be compared: ${listText(
            mixedColdMethods.map(({ cell, methods }) => `${cell} (${methods.join(' and ')})`),
          )}`,
        ]),
  ];
}

/** What was not the same in all sessions of one machine. */
function differingSessions({
  engine,
  machine,
  resumed = [],
}: Pick<RunManifest, 'engine' | 'machine' | 'resumed'>): string[] {
  const later = resumed.map((session) => ({
    machine: session.machine,
    engine: { kernel: session.engineKernel },
  }));
  return differingParts('sessions', [{ engine, machine }, ...later]).map(({ what, values }) =>
    valuesText(what, values),
  );
}

/** Of a merged run: what is not in it, and how its machines differ. */
function shardNotes({ merged }: Pick<RunManifest, 'merged'>): string[] {
  if (merged === undefined) return [];
  const { missing, shards, of } = merged;
  const differing = differingParts('compare', shards).map(({ what, values }) => valuesText(what, values));
  const commits = [...new Set(shards.flatMap(({ commit }) => commit ?? []))];
  return [
    ...(commits.length < 2
      ? []
      : [`several commits of Stagebench, which build the same: ${commits.join(' and ')}`]),
    ...(missing.length === 0
      ? []
      : [
          `${missing.length === 1 ? 'shard' : 'shards'} ${listText(missing.map(String))} of ${of} ${missing.length === 1 ? 'is' : 'are'} missing: what would be built there is in no table`,
        ]),
    ...(differing.length === 0
      ? []
      : [
          `measured on machines that are not alike, so times of two shards cannot be compared; they differ in ${differing.join(', ')}`,
        ]),
  ];
}

const valuesText = (what: string, values: readonly string[]): string =>
  `${what} (${[...new Set(values)].join(' and ')})`;
