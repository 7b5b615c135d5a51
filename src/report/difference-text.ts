import type { EnvironmentDifference } from '../stats/environment-differences.ts';

/** What differs between A and B, with both values: `engine (docker 28.0.0 and docker 29.1.0)`. */
export const differenceText = ({ what, a, b }: EnvironmentDifference): string => `${what} (${a} and ${b})`;
