import type { Selection } from '../../src/domain/run/job.ts';
import type { RunManifest } from '../../src/record/manifest.ts';

/** What the suite holds against what; nothing where every strategy is held against the run's baseline. */
export function baselinesOf({
  selected: { arms },
}: {
  readonly selected: Pick<Selection, 'arms'>;
}): Pick<RunManifest, 'baselines'> {
  const pairs = [...arms].flatMap(([id, { baseline }]) =>
    baseline === undefined ? [] : [[id, baseline] as const],
  );
  return pairs.length === 0 ? {} : { baselines: Object.fromEntries(pairs) };
}
