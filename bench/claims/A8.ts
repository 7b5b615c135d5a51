import type { Claim } from '../../src/domain/definitions/claim.ts';
import { compilersOf, languagePackagesOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const app = 'python';
const bare = ['slim', 'alpine', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'A8',
  order: 8,
  says: 'The compiler that C extensions need can be left out of the final Python image.',
  madeIn: article,
  measuredBy:
    'compilers counted in images that answer as promised; one dependency of the app is compiled from C',
  needs: [{ apps: [app], strategies: ['single-stage', ...bare], scenarios: ['cold'] }],
  control: 'The app and its dependencies stay whole: distroless and scratch must have the same packages.',
  rule: 'An image counts only if the app in it answers, the compiled dependency included. It holds for a strategy if there is no compiler in its image.',
  sentences: {
    ...usualSentences,
    supported: 'The app answers in {holds}, and no compiler is there; single-stage has {single}.',
    'not-supported': 'Every image that works has a compiler.',
    depends: 'It depends on the base. Without a compiler: {holds}. With one: {fails}.',
  },
  decide: (evidence) => {
    const compilers = ['single-stage', ...bare].map((strategy) => ({
      name: strategy,
      count: compilersOf(evidence, { app, strategy }),
    }));
    const cases = compilers
      .filter(({ name }) => name !== 'single-stage')
      .map(({ name, count }) => ({ name, holds: count === 0 }));
    const { verdict, words } = overall(cases);
    const packages = (strategy: string): number => languagePackagesOf(evidence, { app, strategy });
    const difference = packages('distroless') - packages('scratch');
    return {
      verdict,
      words: { ...words, single: String(compilers[0]?.count) },
      figures: figuresOf(
        compilers.map(({ name, count }) => exact(`${app}/${name}: compilers`, 'count', count)),
      ),
      control: [exact('packages in distroless − in scratch', 'count', difference)],
      isControlQuiet: difference === 0,
    };
  },
};
