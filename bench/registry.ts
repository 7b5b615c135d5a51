import { app as go } from '../sample-apps/go/app.ts';
import { app as node } from '../sample-apps/node/app.ts';
import { app as python } from '../sample-apps/python/app.ts';
import type { AppDefinition } from '../src/domain/app.ts';
import type { StrategyDefinition } from '../src/domain/strategy.ts';
import { strategy as alpine } from '../strategies/alpine/strategy.ts';
import { strategy as distroless } from '../strategies/distroless/strategy.ts';
import { strategy as multiStage } from '../strategies/multi-stage/strategy.ts';
import { strategy as scratch } from '../strategies/scratch/strategy.ts';
import { strategy as singleStage } from '../strategies/single-stage/strategy.ts';
import { strategy as slim } from '../strategies/slim/strategy.ts';

/** Every sample app; a test proves that no folder is left out. */
export const apps: readonly AppDefinition[] = [node, go, python];

/** Every strategy, from the plainest to the barest. */
export const strategies: readonly StrategyDefinition[] = [
  singleStage,
  multiStage,
  slim,
  alpine,
  distroless,
  scratch,
];

export { scenarios } from './scenarios/index.ts';
export { suites } from './suites/index.ts';
