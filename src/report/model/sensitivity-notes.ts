import { median } from 'simple-statistics';
import type { Rows } from '../../stats/analyse-run.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import { detectableEffect } from '../../stats/forecast/detectable-effect.ts';
import { relativeNoise } from '../../stats/forecast/interval-forecast.ts';
import { cellFacts } from '../../stats/samples/cell-facts.ts';
import { signTest } from '../../stats/tests/sign-test.ts';

/** What "no difference" is worth: how small a difference would have been found, and whether all of them lean to one side. */
export function sensitivityNotes(
  { builds, images }: Pick<Rows, 'builds' | 'images'>,
  comparisons: readonly CellComparison[],
): string[] {
  const ratios = comparisons.flatMap(({ time }) => (time.ratio === undefined ? [] : [time.ratio]));
  if (ratios.length === 0) return [];
  const { above, below, p } = signTest(ratios);
  const facts = cellFacts(builds, images);
  const found = [...Map.groupBy(comparisons, ({ cell }) => cell.scenario)].flatMap(([scenario, some]) => {
    const noises = some.flatMap(({ baseline }) => {
      const noise = relativeNoise(facts(baseline).samples.map(({ wallMs }) => wallMs));
      return noise === undefined ? [] : [noise];
    });
    if (noises.length === 0) return [];
    const samples = Math.min(...some.map(({ time }) => Math.min(time.samples, time.baselineSamples)));
    const effect = detectableEffect({ noise: median(noises), samples, familySize: comparisons.length });
    return effect === undefined ? [] : [`${(100 * effect).toFixed(1)} % (${scenario})`];
  });
  return [
    `${above} of ${ratios.length} ratios are above 1, ${below} below (sign test over all of them: p = ${p.toFixed(2)})`,
    ...(found.length === 0
      ? []
      : [
          `with the median noise of these cells, a difference of ${found.join(', ')} would have been found with a chance of 80 %`,
        ]),
  ];
}
