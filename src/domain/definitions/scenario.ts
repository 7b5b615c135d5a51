import type { EditKind } from './app.ts';

/** What must be true of the cache before a timed build, and what is then expected of every cacheable step. */
export interface ScenarioDefinition {
  readonly id: string;
  /** Its place in the chain of a variant, from 1: what a scenario leaves in the cache is what the next one needs. */
  readonly order?: number;
  readonly title: string;
  /** `none`: the cache is emptied first. `primed`: the unedited app has just been built in the same chain. */
  readonly cache: 'none' | 'primed';
  /** What is changed in a private copy of the app before the timed build, and taken back after it. */
  readonly edit?: EditKind;
  /** What every cacheable step must do for the sample to count; `as-edited`: what the strategy says of the edit. */
  readonly expects: 'all-executed' | 'all-cached' | 'as-edited';
  /**
   * How many builds a visit makes, one right after the other; its sample is their median. 1 if absent. Only for a build that
   * leaves the cache as it finds it: each one must find what the first one found.
   */
  readonly repeats?: number;
  /** Sample apps do not have what it changes: only experiments name it. */
  readonly isOfExperiments?: true;
}
