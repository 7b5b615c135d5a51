import type { Values } from './values.ts';

const selectOptions = ['suite', 'apps', 'strategies', 'scenarios'] as const;

/** What the order of builds depends on. */
const orderOptions = [...selectOptions, 'rounds', 'budget', 'until', 'seed', 'json'] as const;

export const planOptions = [...orderOptions, 'engine', 'results'] as const;

export const runOptions = [
  ...orderOptions,
  'resume',
  'undecided',
  'repair',
  'baseline',
  'engine',
  'provision',
  'quiet',
  'results',
  'bases',
  'ca-bundle',
  'dry-run',
  'keep-images',
  'keep-logs',
  'transfer',
  'bandwidth',
  'zstd',
  'scan',
  'reproducible',
] as const;

// prettier-ignore
export const basesOptions = ['apps', 'strategies', 'engine', 'provision', 'bases', 'ca-bundle', 'json', 'quiet'] as const;

export type PlanValues = Values<(typeof planOptions)[number]>;
export type RunValues = Values<(typeof runOptions)[number]>;
