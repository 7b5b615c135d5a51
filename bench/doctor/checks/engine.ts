import type { Check } from '../check.ts';
import { silentFinding, usedEngine } from '../engines-seen.ts';

/** Which engine a run would use. */
export const check: Check<'own' | 'private' | 'asked'> = {
  ...{ id: 'engine', order: 5 },
  find: (seen) => {
    const what = 'engine';
    const { own, private: privateOne, asked } = seen;
    const silent = asked.silent === undefined ? [] : [silentFinding(asked.silent)];
    const used = usedEngine(seen);
    if (used !== undefined)
      return [
        { state: 'ok', what, found: `a run uses ${used === 'own' ? 'your engine' : 'the private engine'}` },
        ...silent,
      ];
    const fix = privateOne.fix ?? own.fix ?? 'install Docker';
    return [{ state: 'missing', what, found: 'there is no supported engine', fix }, ...silent];
  },
};
