import type { JudgedClaim } from '../../stats/claims/judge-claim.ts';

/** The same for programs: numbers in base units, and all that a table leaves out. */
export const claimsForPrograms = (judged: readonly JudgedClaim[]) =>
  judged.map(
    ({ claim: { id, says, madeIn, measuredBy, rule, control: controlSays }, control, ...found }) => ({
      ...{ id, says, madeIn, measuredBy, rule },
      ...found,
      control: { says: controlSays, figures: control },
    }),
  );
