/** A rule asked what the rows do not say: its claim is not decided. `message` says why, as the end of a sentence. */
export class Unanswered extends Error {
  override readonly name = 'Unanswered';
  /** It was built, and came out otherwise than the claim needs it: building the same again does not help. */
  readonly isFailure: boolean;

  constructor(message: string, isFailure = false) {
    super(message);
    this.isFailure = isFailure;
  }
}
