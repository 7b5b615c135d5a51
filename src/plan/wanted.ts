/** Ids of what is wanted; what is undefined is the suite's to say. */
export interface Wanted {
  readonly suite?: string | undefined;
  readonly apps?: readonly string[] | undefined;
  readonly strategies?: readonly string[] | undefined;
  readonly scenarios?: readonly string[] | undefined;
  /** Of the suite of claims: the claims whose builds are wanted. */
  readonly claims?: readonly string[] | undefined;
  /** Of the same: of each cell that needs more than one round, in place of what its claims say. */
  readonly rounds?: number | undefined;
  /** Of the same: only claims that one build of each cell decides. */
  readonly quick?: boolean | undefined;
}
