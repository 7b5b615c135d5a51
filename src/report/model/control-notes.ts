import type { KeptBuild } from '../../record/kept-build.ts';
import { controlOfRun } from '../../stats/samples/control-times.ts';
import { reasonInOneLine } from '../words/reason-in-one-line.ts';
import { roundsText } from '../words/rounds-text.ts';

/** Rounds in which a build of the control gave no time, one sentence per reason. */
export function controlNotes(builds: readonly KeptBuild[]): string[] {
  const controls = builds.filter(({ phase, state }) => phase === 'control' && state !== 'aborted');
  const all = controls.map(({ round }) => round);
  const missing = controls.filter(({ state }) => state !== 'built');
  const alike = Map.groupBy(missing, ({ state, reason = '' }) => `${state}\n${reasonInOneLine(reason)}`);
  const then = controlOfRun(builds) === undefined ? ', so there is no ÷ control' : '';
  return [...alike].map(([key, rows]) => {
    const [state = '', reason = ''] = key.split('\n');
    const where = roundsText(
      rows.map(({ round }) => round),
      all,
    );
    return `the control ${state === 'failed' ? 'failed' : 'was left out'} in ${where}${then}: ${reason}`;
  });
}
