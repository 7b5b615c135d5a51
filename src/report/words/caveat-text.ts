import type { CellComparison } from '../../stats/compare/compare-pairs.ts';
import type { EnvironmentDifference } from '../../stats/compare/environment-differences.ts';

/** The differences of the environment that concern a row, by their names: `CPU, bases`. */
export function caveatText(
  { cell, baseline }: Pick<CellComparison, 'cell' | 'baseline'>,
  differences: readonly EnvironmentDifference[],
): string {
  const concern = differences.filter(
    ({ apps }) => apps === undefined || apps.includes(cell.app) || apps.includes(baseline.app),
  );
  return [...new Set(concern.map(({ kind, what }) => (kind === 'base' ? 'bases' : what)))].join(', ');
}
