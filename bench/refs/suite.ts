import type { Suite } from '../../src/domain/definitions/suite.ts';

/** Rounds without which a difference of a few percent would hardly ever be shown. */
const usualRounds = 10;

/** What `compare-refs` builds: nobody chooses it by its name. */
export const refsSuite: Suite = {
  id: 'refs',
  title: 'a project as it is in two commits, in turns',
  rounds: usualRounds,
  arms: () => [],
};
