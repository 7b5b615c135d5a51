import { extraCa } from '../../../src/bases/extra-ca.ts';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { Check } from '../check.ts';
import { orKnownError } from '../known-error.ts';

/** The certificates that this machine trusts beyond the public ones. */
export const check: Check<never> = {
  ...{ id: 'extra-ca', order: 11 },
  find: async () => {
    const what = 'extra CA certificates';
    const bundle = await orKnownError(() => extraCa(undefined));
    if (bundle instanceof StagebenchError)
      return [{ state: 'note', what, found: bundle.message, fix: bundle.fix }];
    const extra = bundle.match(/BEGIN CERTIFICATE/g)?.length ?? 0;
    const found =
      extra === 0 ? 'none: nothing to hand to builds' : `${extra}, handed to the bases that builds run in`;
    return [{ state: 'ok', what, found }];
  },
};
