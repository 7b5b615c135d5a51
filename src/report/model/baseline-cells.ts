import type { TimeComparison } from '../../domain/run/comparison.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import type { Cells } from '../table.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { strategyText } from '../words/strategy-text.ts';
import { briefVerdictText, verdictText } from '../words/verdict-text.ts';

/**
 * The verdicts of a run: one line per variant that has a baseline, one column per scenario, and the ratio of the sizes.
 * `narrower` has no intervals; both have the ratios and the verdicts.
 */
export function baselineCells(
  comparisons: readonly CellComparison[],
  images: readonly ImageRow[],
  digits?: number,
): Cells {
  const withInterval = (time: TimeComparison): string => verdictText(time, digits);
  const brief = (time: TimeComparison): string => briefVerdictText(time, digits);
  return {
    ...detailedTable(comparisons, images, withInterval, digits),
    narrower: () => ({ ...detailedTable(comparisons, images, brief, digits), lacks: ['intervals'] }),
  };
}

function detailedTable(
  comparisons: readonly CellComparison[],
  images: readonly ImageRow[],
  textOf: (time: TimeComparison) => string,
  digits: number | undefined,
): Cells {
  const scenarios = [...new Set(comparisons.map(({ cell }) => cell.scenario))];
  const several = new Set(comparisons.map(({ baseline }) => baseline.strategy)).size > 1;
  const imageOf = new Map(images.map((image) => [variantId(image), image]));
  const groups = Map.groupBy(comparisons, ({ cell }) => variantId(cell));
  const rows = [...groups].map(([id, compared]) => {
    const [first] = compared;
    const verdicts = scenarios.map((scenario) => {
      const found = compared.find(({ cell }) => cell.scenario === scenario);
      return found === undefined ? '–' : textOf(found.time);
    });
    return [
      first?.cell.app ?? '',
      strategyText(first?.cell.strategy ?? '', imageOf.get(id)),
      ...(several ? [first?.baseline.strategy ?? ''] : []),
      ...verdicts,
      ratioText(first, digits),
    ];
  });
  const names = ['app', 'strategy', ...(several ? ['against'] : [])];
  return {
    head: [...names, ...scenarios, 'image'],
    rows,
    right: [...names.map(() => false), ...scenarios.map(() => true), true],
    keys: names.length,
  };
}

function ratioText(comparison: CellComparison | undefined, digits: number | undefined): string {
  const { value, baselineValue } = comparison?.sizeBytes ?? {};
  return value === undefined || baselineValue === undefined
    ? '–'
    : formatRatio(value / baselineValue, digits);
}
