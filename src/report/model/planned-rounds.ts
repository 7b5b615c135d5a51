import { cellId, type Cell, type Plan } from '../../domain/run/plan.ts';

/** In which rounds each cell was to be measured: fewer than others where a budget or a stop says so. */
export function plannedRounds({ rounds, visits }: Pick<Plan, 'rounds' | 'visits'>): (cell: Cell) => number[] {
  const measured = Map.groupBy(
    visits.filter(({ phase }) => phase === 'measure'),
    cellId,
  );
  // Without visits nothing says otherwise: every cell in every round.
  const all = Array.from({ length: rounds }, (_, index) => index + 1);
  return (cell) => (visits.length === 0 ? all : (measured.get(cellId(cell)) ?? []).map(({ round }) => round));
}
