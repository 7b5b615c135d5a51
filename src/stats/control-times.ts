import type { KeptBuild } from '../record/kept-build.ts';

/** What the control took in each round in which it was built; ms. */
export function controlTimes(builds: readonly KeptBuild[]): ReadonlyMap<number, number> {
  return new Map(
    builds.flatMap(({ phase, state, round, wall_ms: wallMs }) =>
      phase === 'control' && state === 'built' && wallMs !== undefined ? [[round, wallMs] as const] : [],
    ),
  );
}
