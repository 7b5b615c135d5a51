import { differingParts } from '../../domain/run/environment.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { Findings } from '../../stats/findings/findings.ts';
import { listText } from '../words/list-text.ts';

/** Where one table holds numbers of more than one environment, and which. */
export function environmentNotes(
  { engine, machine, resumed }: Pick<RunManifest, 'engine' | 'machine' | 'resumed'>,
  { mixedColdMethods }: Pick<Findings, 'mixedColdMethods'>,
): string[] {
  const later = (resumed ?? []).map((session) => ({
    machine: session.machine,
    engine: { kernel: session.engineKernel },
  }));
  const differing = differingParts('sessions', [{ engine, machine }, ...later]).map(
    ({ what, values }) => `${what} (${[...new Set(values)].join(' and ')})`,
  );
  return [
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
