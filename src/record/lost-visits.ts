import { cellId } from '../domain/run/plan.ts';
import type { KeptBuild } from './kept-build.ts';

/** The last builds of visits of which every try was disturbed by other programs, in the order of the rows. */
export function lostVisits(builds: readonly KeptBuild[]): KeptBuild[] {
  const last = new Map<string, KeptBuild>();
  for (const row of builds)
    if (row.phase === 'measure' && row.state !== 'aborted') last.set(`${cellId(row)} ${row.round}`, row);
  return [...last.values()].filter(({ state }) => state === 'disturbed');
}
