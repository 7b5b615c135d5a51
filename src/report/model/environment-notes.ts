import type { RunManifest } from '../../domain/run.ts';
import type { Findings } from '../../stats/findings/findings.ts';
import { listText } from '../words/list-text.ts';

/** Where one table holds numbers of more than one environment, and which. */
export function environmentNotes(
  { engine, machine, resumed }: Pick<RunManifest, 'engine' | 'machine' | 'resumed'>,
  { mixedColdMethods }: Pick<Findings, 'mixedColdMethods'>,
): string[] {
  const sessions = [{ machine, engineKernel: engine.kernel }, ...(resumed ?? [])];
  const facts: [string, string[]][] = [
    ['CPU', sessions.map((session) => session.machine.cpuModel)],
    ['cores', sessions.map((session) => String(session.machine.cores))],
    ['kernel', sessions.map((session) => session.engineKernel)],
  ];
  const differing = facts
    .map(([what, values]) => [what, [...new Set(values)]] as const)
    .filter(([, values]) => values.length > 1)
    .map(([what, values]) => `${what} (${values.join(' and ')})`);
  return [
    ...(differing.length === 0
      ? []
      : [`resumed in another environment, so rounds do not compare: ${differing.join(', ')}`]),
    ...(mixedColdMethods.length === 0
      ? []
      : [
          `cold in more than one way, which does not cost the same: ${listText(
            mixedColdMethods.map(({ cell, methods }) => `${cell} (${methods.join(' and ')})`),
          )}`,
        ]),
  ];
}
