import type { Verdict } from '../../domain/definitions/claim.ts';

/** Verdicts as people read them. */
export const verdictWords: Readonly<Record<Verdict, string>> = {
  supported: 'supported',
  'not-supported': 'not supported',
  depends: 'depends',
  'not-decided': 'not decided',
  'does-not-apply': 'does not apply here',
};
