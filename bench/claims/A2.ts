import type { Claim } from '../../src/domain/definitions/claim.ts';
import { baseOf, sizeOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;

export const claim: Claim = {
  id: 'A2',
  order: 2,
  says: 'A multi-stage build cuts the size of an image by 70 to 90 %.',
  madeIn: article,
  measuredBy:
    'size of the image in a square: one stage or several, on the full base or on the slim one. So the split and the base are told apart',
  needs: [{ apps, strategies: ['single-stage', 'multi-stage', 'slim', 'single-slim'], scenarios: ['cold'] }],
  control: 'The base of multi-stage is that of single-stage: splitting the build must not change its bytes.',
  rule: 'Supported if the split alone, on the same full base, cuts at least 70 % in every language. If only split and base together do, it depends on the base. Not supported if they do not do so either.',
  sentences: {
    ...usualSentences,
    supported: 'The split alone cuts {split}.',
    'not-supported': 'The split alone cuts {split}, split and slim base together {both}.',
    depends:
      'It depends on the base. The split alone cuts {split}, the slim base alone {base}, both together {both}.',
  },
  decide: (evidence) => {
    const cuts = apps.map((app) => {
      const size = (strategy: string): number => sizeOf(evidence, { app, strategy });
      const cut = (strategy: string): number => 1 - size(strategy) / size('single-stage');
      return { app, split: cut('multi-stage'), base: cut('single-slim'), both: cut('slim') };
    });
    const words = (of: 'split' | 'base' | 'both'): string =>
      cuts.map((one) => `${Math.round(100 * one[of])} % (${one.app})`).join(', ');
    const enough = (of: 'split' | 'both') =>
      overall(cuts.map((one) => ({ name: one.app, holds: one[of] >= 0.7 }))).verdict;
    const differences = apps.map((app) => {
      const base = (strategy: string): number => baseOf(evidence, { app, strategy });
      return exact(
        `${app}: base of multi-stage − base of single-stage`,
        'bytes',
        base('multi-stage') - base('single-stage'),
      );
    });
    return {
      verdict:
        enough('split') === 'supported'
          ? 'supported'
          : enough('both') === 'not-supported'
            ? 'not-supported'
            : 'depends',
      figures: figuresOf(
        (['split', 'base', 'both'] as const).flatMap((of) =>
          cuts.map((one) => exact(`${one.app}: cut by ${namesOf[of]}`, 'share', one[of])),
        ),
      ),
      control: figuresOf(differences),
      isControlQuiet: differences.every(({ value }) => value === 0),
      words: { split: words('split'), base: words('base'), both: words('both') },
    };
  },
};

const namesOf = { split: 'the split alone', base: 'the slim base alone', both: 'both' } as const;
