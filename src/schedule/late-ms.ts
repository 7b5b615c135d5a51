import type { VisitCosts } from '../domain/run/forecast.ts';
import { cellId, type Visit } from '../domain/run/plan.ts';
import { visitMs } from '../plan/forecast.ts';
import { visitRows } from '../stats/samples/visit-rows.ts';
import type { EndOfRound } from './decision.ts';

/**
 * How much longer the visits of the rounds that are over took than `costs` say, in whole ms, never less than 0: one build that
 * takes ten times as long moves no median, but its time is spent. By the rows of planned visits alone, each once: what was built
 * again because a session ended is left out, so that a run that goes on decides as it would have done.
 */
export function lateMs({ plan, round, builds }: EndOfRound, costs: VisitCosts): number {
  const tookMs = new Map<string, number>();
  for (const row of visitRows(builds)) {
    const { wall_ms: wallMs, beside_ms: besideMs = 0 } = row;
    if (wallMs !== undefined && !tookMs.has(turn(row))) tookMs.set(turn(row), wallMs + besideMs);
  }
  const late = plan.visits
    .filter((visit) => visit.round <= round)
    .reduce((sum, visit) => {
      const expectedMs = visitMs(visit, costs);
      return sum + (tookMs.get(turn(visit)) ?? expectedMs) - expectedMs;
    }, 0);
  return Math.max(0, Math.round(late));
}

/** What the control has in a round are visits by themselves. */
const turn = (
  visit: Omit<Visit, 'sequence' | 'builds' | 'repeat'> & { readonly repeat?: number | undefined },
): string => `${visit.phase} ${cellId(visit)} ${visit.round} ${visit.repeat ?? 1}`;
