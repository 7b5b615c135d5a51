import { cellId, type Cell } from '../domain/run/plan.ts';
import { replan, roundsOfCells } from '../plan/plan.ts';
import { narrowCells } from '../stats/forecast/narrow-cells.ts';
import type { Decision, EndOfRound } from './decision.ts';

/** Cells that are named in a line of their own; of more only the number. */
const namedAtMost = 6;

/** A cell without a sample in so many rounds in a row is hopeless: of as many there might be an interval. */
const roundsOfPatience = 6;

/** Cells that have had enough, whatever was planned: narrow ones, and those that give no samples. */
export interface ClosedCells {
  readonly narrow: ReadonlySet<string>;
  readonly hopeless: ReadonlySet<string>;
}

/** By the rows alone, so that it is the same however often it is asked. A cell that was given up stays so. */
export function closedCells({ plan, round, builds, manifest }: EndOfRound, until: number): ClosedCells {
  const narrow = narrowCells(builds, until);
  const hasSample = new Set(
    // What others did to a sample says nothing of its cell.
    builds
      .filter(({ phase, state }) => phase === 'measure' && (state === 'built' || state === 'disturbed'))
      .map(turn),
  );
  const turns = Map.groupBy(
    plan.visits.filter((visit) => visit.phase === 'measure' && visit.round <= round),
    cellId,
  );
  const hopeless = [...turns].filter(([cell, visits]) => {
    const last = visits.slice(-roundsOfPatience);
    return (
      last.length === roundsOfPatience &&
      !narrow.has(cell) &&
      !last.some((visit) => hasSample.has(turn(visit)))
    );
  });
  return { narrow, hopeless: new Set([...(manifest.gaveUp ?? []), ...hopeless.map(([cell]) => cell)]) };
}

const turn = (visit: Cell & { readonly round: number }): string => `${cellId(visit)} ${visit.round}`;

/** Leaves cells out of all later rounds that need no more. */
export function leaveOut(
  { plan, round, manifest, scenarios }: EndOfRound,
  { narrow: enough, hopeless: given }: ClosedCells,
  until: number,
): Decision {
  const rounds = roundsOfCells(plan, round);
  const goOn = [...rounds].filter(([, further]) => further > 0).map(([cell]) => cell);
  const narrow = goOn.filter((cell) => enough.has(cell));
  const hopeless = goOn.filter((cell) => given.has(cell));
  if (narrow.length + hopeless.length === 0) return { plan, changes: {}, notes: [] };
  for (const cell of [...narrow, ...hopeless]) rounds.set(cell, 0);
  const left = goOn.length - narrow.length - hopeless.length;
  const rest = left === 0 ? 'none is left' : left === 1 ? '1 goes on' : `${left} go on`;
  const of = (cells: readonly string[]): string =>
    `${cells.length} of ${goOn.length} cells${named(cells)}; ${rest}`;
  return {
    plan: replan(plan, scenarios, rounds, round),
    changes: {
      ...(narrow.length > 0 && { stoppedEarly: [...(manifest.stoppedEarly ?? []), ...narrow] }),
      ...(hopeless.length > 0 && { gaveUp: [...(manifest.gaveUp ?? []), ...hopeless] }),
    },
    notes: [
      ...(narrow.length === 0
        ? []
        : [`narrow enough (± ${(until * 100).toFixed(1)} %) after round ${round}: ${of(narrow)}`]),
      ...(hopeless.length === 0
        ? []
        : [`given up after round ${round}, without a sample in ${roundsOfPatience} rounds: ${of(hopeless)}`]),
    ],
  };
}

/** In brackets where they are few. */
export const named = (cells: readonly string[]): string =>
  cells.length <= namedAtMost ? ` (${cells.join(', ')})` : '';
