import { formatMs } from '../../domain/units.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import { controlRange, steadyUpTo } from '../../stats/samples/control-times.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';
import { roundsText } from '../words/rounds-text.ts';

/** What the same frozen build in every round tells: where there is none, and a machine that had something else to do. */
export function controlNotes(builds: readonly KeptBuild[]): string[] {
  return [...missingNotes(builds), ...unsteadyNote(builds)];
}

/** Rounds whose times cannot be divided by the control's, one sentence per reason. */
function missingNotes(builds: readonly KeptBuild[]): string[] {
  const controls = builds.filter(({ phase, state }) => phase === 'control' && state !== 'aborted');
  const all = controls.map(({ round }) => round);
  const missing = controls.filter(({ state }) => state !== 'built');
  const alike = Map.groupBy(missing, ({ state, reason = '' }) => `${state}\n${reasonInOneLine(reason)}`);
  return [...alike].map(([key, rows]) => {
    const [state = '', reason = ''] = key.split('\n');
    const where = roundsText(
      rows.map(({ round }) => round),
      all,
    );
    return `the control ${state === 'failed' ? 'failed' : 'was left out'} in ${where}, so there is no ÷ control there: ${reason}`;
  });
}

function unsteadyNote(builds: readonly KeptBuild[]): string[] {
  const range = controlRange(builds);
  if (range === undefined || range.ratio <= steadyUpTo) return [];
  const { least, most, ratio } = range;
  return [
    `the machine was not steady: the control took ${formatMs(least.ms)} in round ${least.round} and ` +
      `${formatMs(most.ms)} in round ${most.round}, ${ratio.toFixed(1)} times as long; differences are harder to show`,
  ];
}
