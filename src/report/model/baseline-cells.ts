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
export function baselineCells(comparisons: readonly CellComparison[], images: readonly ImageRow[]): Cells {
  return {
    ...detailedTable(comparisons, images, verdictText),
    narrower: () => ({ ...detailedTable(comparisons, images, briefVerdictText), lacks: ['intervals'] }),
  };
}

function detailedTable(
  comparisons: readonly CellComparison[],
  images: readonly ImageRow[],
  textOf: (time: TimeComparison) => string,
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
      ratioText(first),
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

function ratioText(comparison: CellComparison | undefined): string {
  const { value, baselineValue } = comparison?.sizeBytes ?? {};
  return value === undefined || baselineValue === undefined ? '–' : formatRatio(value / baselineValue);
}
