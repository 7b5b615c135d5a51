import type { Rows } from '../../stats/analyse-run.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { lean, type Lean } from '../../stats/findings/lean.ts';
import { detectableEffect } from '../../stats/forecast/detectable-effect.ts';
import { typicalNoise } from '../../stats/forecast/pair-noise.ts';

/**
 * What "no difference" is worth: how small a difference would have been found in one comparison, whether all of them lean to one
 * side, and whether their p-values are those of chance.
 */
export function sensitivityNotes(
  { builds, images }: Pick<Rows, 'builds' | 'images'>,
  comparisons: readonly CellComparison[],
): string[] {
  const found = [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)].flatMap(([scenario, some]) => {
    const noise = typicalNoise(some.map(({ time }) => time.noise));
    const family = Math.max(0, ...some.map(({ time }) => time.familySize ?? 0));
    if (noise === undefined || family === 0) return [];
    const rounds = Math.min(...some.flatMap(({ time }) => (time.noise === undefined ? [] : [time.samples])));
    const effect = detectableEffect({ noise, rounds, comparisons: family });
    return effect === undefined ? [] : [`${percent(effect)} (${scenario})`];
  });
  return [
    ...(found.length === 0
      ? []
      : [
          `with the median noise of these comparisons, a difference of ${found.join(', ')} in one of them would have ` +
            'been found with a chance of 80 %; a much smaller one is out of reach of this run',
        ]),
    ...lean(comparisons, builds, images).flatMap((one) => [leanText(one), ...chanceText(one)]),
  ];
}

function leanText({ scenario, comparisons, ratio, interval, smallest }: Lean): string {
  const together = `${scenario}: all ${comparisons} together took ${signed(ratio)} against their baselines`;
  const within =
    interval === undefined
      ? ''
      : ` (95 % interval over the rounds: ${signed(interval.low)} to ${signed(interval.high)})`;
  const seen =
    smallest === undefined
      ? ''
      : `; a bias of ${percent(smallest)} would have been seen with a chance of 80 %`;
  return `${together}${within}${seen}`;
}

/** Without any difference a p below x is found in the share x of the comparisons. */
function chanceText({ scenario, ps }: Lean): string[] {
  if (ps.length === 0) return [];
  const counts = [0.05, 0.25, 0.5].map((limit) => {
    const below = ps.filter((p) => p <= limit).length;
    return `${below} up to ${limit} (by chance ${Number((limit * ps.length).toFixed(1))})`;
  });
  return [`${scenario}: of ${ps.length} p-values before correction, ${counts.join(', ')}`];
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

/** `+0.4 %`, `−1.1 %`; what is nearer to nothing has a digit more, so that its side is seen. */
function signed(ratio: number): string {
  const share = Math.abs(ratio - 1);
  return `${ratio < 1 ? '−' : '+'}${share < 0.0005 ? `${(100 * share).toFixed(2)} %` : percent(share)}`;
}
