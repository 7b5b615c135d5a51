import type { EditKind } from './app.ts';

/** What must be true of the cache before a timed build, and what is then expected of every cacheable step. */
export interface ScenarioDefinition {
  readonly id: string;
  /** Its place in the chain of a variant, from 1: what a scenario leaves in the cache is what the next one needs. */
  readonly order?: number;
  readonly title: string;
  /**
   * `none`: the cache is emptied first. `primed`: the unedited app has just been built in the same chain. `imported`: a build right
   * before has exported its cache (`through`), the builder's own cache is emptied, and the timed build imports the exported one.
   */
  readonly cache: 'none' | 'primed' | 'imported';
  /** How an imported cache comes there; only of `imported`. */
  readonly through?: CacheThrough;
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
  /** It is timed only where somebody names it: no suite takes it by itself. */
  readonly onlyIfNamed?: true;
}

/**
 * Ways of a cache out of a builder and into it: an own manifest in a registry, with the layers of the image (`registry-min`) or of
 * every step (`registry-max`); or within an image in a registry, which then holds the layers of that image (`inline`).
 */
export type CacheThrough = 'registry-min' | 'registry-max' | 'inline';

/** The scenarios that anybody may name. */
export const namedScenarios = (known: readonly ScenarioDefinition[]): ScenarioDefinition[] =>
  known.filter(({ isOfExperiments }) => !isOfExperiments);

/** Those that are timed if nobody names one. */
export const usualScenarios = (known: readonly ScenarioDefinition[]): ScenarioDefinition[] =>
  namedScenarios(known).filter(({ onlyIfNamed }) => !onlyIfNamed);
