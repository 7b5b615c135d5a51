/** The strategies that `init` writes a Dockerfile for. */
export const strategyIds = [
  'single-stage',
  'multi-stage',
  'slim',
  'alpine',
  'distroless',
  'scratch',
] as const;

export type StrategyId = (typeof strategyIds)[number];
