import type { BuildRow } from '../record/rows.ts';

/** What the control took in each round in which it was built; ms. */
export function controlTimes(builds: readonly BuildRow[]): ReadonlyMap<number, number> {
  return new Map(
    builds.flatMap(({ phase, state, round, wall_ms: wallMs }) =>
      phase === 'control' && state === 'built' && wallMs !== undefined ? [[round, wallMs] as const] : [],
    ),
  );
}
