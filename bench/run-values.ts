import type { Values } from './options.ts';

/** The options of `run`, parsed. */
export type RunValues = Values<
  | 'suite'
  | 'apps'
  | 'strategies'
  | 'scenarios'
  | 'rounds'
  | 'seed'
  | 'budget'
  | 'until'
  | 'resume'
  | 'baseline'
  | 'json'
  | 'engine'
  | 'provision'
  | 'quiet'
  | 'results'
  | 'bases'
  | 'ca-bundle'
  | 'dry-run'
  | 'keep-images'
  | 'keep-logs'
>;
