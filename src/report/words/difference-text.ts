import type { EnvironmentDifference } from '../../stats/compare/environment-differences.ts';

/**
 * What differs between A and B, with both values: `engine (docker 28.0.0 and docker 29.1.0)`; of a base that was made twice
 * also how: `base debian:13 (local, built twice by the same recipe: 1111 and 2222)`.
 */
export function differenceText({ what, a, b, rebuilt }: EnvironmentDifference): string {
  if (rebuilt === undefined) return `${what} (${a} and ${b})`;
  const { source, recipe } = rebuilt;
  const how = recipe === undefined ? '' : ` by ${recipe === 'same' ? 'the same recipe' : 'another recipe'}`;
  return `${what} (${source}, built twice${how}: ${a} and ${b})`;
}

/** What a refusal has to say of bases that were made on a machine, which nobody can make alike; undefined without any. */
export function rebuiltBasesText(differences: readonly EnvironmentDifference[]): string | undefined {
  const rebuilt = differences.flatMap((difference) => difference.rebuilt ?? []);
  if (rebuilt.length === 0) return undefined;
  const isOnlyThat = rebuilt.length === differences.length;
  const areSame = rebuilt.every(({ recipe }) => recipe === 'same');
  const others = rebuilt.filter(({ recipe }) => recipe === 'other').length;
  return [
    'Bases that are built on a machine (local, substitute) get another digest each time, even by the same recipe.',
    ...(areSame ? ['Here the recipes are the same. The packages they found may differ.'] : []),
    ...(others > 0 ? [`Here ${others} of ${rebuilt.length} were built by another recipe.`] : []),
    `${isOnlyThat ? 'Nothing else differs: ' : ''}--force compares anyway, and marks each row with what differs.`,
  ].join('\n  ');
}
