import type { EnvironmentDifference } from '../../stats/compare/environment-differences.ts';

/**
 * What differs between A and B, with both values: `engine (docker 28.0.0 and docker 29.1.0)`; of a base that was made for each
 * of them also from what: `base debian:13 (local, built once for A and once for B, from the same recipe: 1111 and 2222)`.
 */
export function differenceText({ what, a, b, rebuilt }: EnvironmentDifference): string {
  if (rebuilt === undefined) return `${what} (${a} and ${b})`;
  const { source, recipe } = rebuilt;
  const from =
    recipe === undefined ? '' : `, from ${recipe === 'same' ? 'the same recipe' : 'different recipes'}`;
  return `${what} (${source}, built once for A and once for B${from}: ${a} and ${b})`;
}

/** What a refusal has to say of bases that were made on a machine, which nobody can make alike; undefined without any. */
export function rebuiltBasesText(differences: readonly EnvironmentDifference[]): string | undefined {
  const rebuilt = differences.flatMap((difference) => difference.rebuilt ?? []);
  if (rebuilt.length === 0) return undefined;
  const isOnlyThat = rebuilt.length === differences.length;
  const areSame = rebuilt.every(({ recipe }) => recipe === 'same');
  const others = rebuilt.filter(({ recipe }) => recipe === 'other').length;
  return [
    'If Stagebench builds a base (local, substitute), each build of it has another digest, even from the same recipe.',
    ...(areSame ? ['Here the recipes are the same. The packages that they found may differ.'] : []),
    ...(others > 0
      ? [
          `Here the recipes of ${others} of ${rebuilt.length} bases differ: the recipe, a base under it or the CA certificates changed between A and B. The images may have other content.`,
        ]
      : []),
    ...(isOnlyThat ? ['Nothing else differs: --force compares A and B anyway, and marks each row.'] : []),
    'To get two runs on the same bases, measure both on one machine with one version of Stagebench, without `clean --all` in between. Or use --bases registry for both.',
  ].join('\n  ');
}
