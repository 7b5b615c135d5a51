/** What must be true of the cache before a timed build, and what is then expected of every cacheable step. */
export interface ScenarioDefinition {
  readonly id: string;
  readonly title: string;
  /** `none`: the cache is emptied first. `primed`: the unedited app has just been built in the same chain. */
  readonly cache: 'none' | 'primed';
  /** What every cacheable step must do for the sample to count. */
  readonly expects: 'all-executed' | 'all-cached';
}
