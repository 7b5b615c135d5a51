import type { EnvironmentDifference } from '../stats/compare/environment-differences.ts';

/**
 * What differs between A and B, with both values: `engine (docker 28.0.0 and docker 29.1.0)`; of a base that was made twice
 * also how: `base debian:13 (local, built apart by the same recipe: 1111 and 2222)`.
 */
export function differenceText({ what, a, b, rebuilt }: EnvironmentDifference): string {
  if (rebuilt === undefined) return `${what} (${a} and ${b})`;
  const { source, recipe } = rebuilt;
  const how = recipe === undefined ? '' : ` by ${recipe === 'same' ? 'the same recipe' : 'another recipe'}`;
  return `${what} (${source}, built apart${how}: ${a} and ${b})`;
}
