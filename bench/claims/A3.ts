import type { Claim } from '../../src/domain/definitions/claim.ts';
import { compilersOf, languagePackagesOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const multiStage = ['multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'A3',
  order: 3,
  says: 'Build tools and development dependencies stay in a single-stage image and are gone from a multi-stage one.',
  madeIn: article,
  measuredBy: 'counted compilers, and packages of the language, in each image',
  needs: [{ apps, strategies: ['single-stage', ...multiStage], scenarios: ['cold'] }],
  control:
    'The packages that the app needs stay: distroless and scratch, which have nothing of the language but these, must have the same number.',
  rule: 'It holds for a strategy if in no language its image has a compiler. Supported if it holds for all, not supported if for none.',
  sentences: {
    ...usualSentences,
    supported: 'No multi-stage image has a compiler; a single-stage one has {single}. Packages: {packages}.',
    'not-supported': 'Every multi-stage image has a compiler, too. Packages: {packages}.',
    depends:
      'It depends on the base of the last stage. No compiler: {holds}. Compilers of the base: {fails}. Packages of the language, single-stage and multi-stage: {packages}.',
  },
  decide: (evidence) => {
    const compilers = (strategy: string) =>
      apps.map((app) => ({ app, count: compilersOf(evidence, { app, strategy }) }));
    const cases = multiStage.map((name) => ({
      name,
      holds: compilers(name).every(({ count }) => count === 0),
    }));
    const { verdict, words } = overall(cases);
    const packages = (app: string, strategy: string): number =>
      languagePackagesOf(evidence, { app, strategy });
    const control = apps.map((app) =>
      exact(
        `${app}: packages in distroless − in scratch`,
        'count',
        packages(app, 'distroless') - packages(app, 'scratch'),
      ),
    );
    const single = compilers('single-stage');
    return {
      verdict,
      words: {
        ...words,
        single: single.map(({ app, count }) => `${count} (${app})`).join(', '),
        packages: apps
          .map((app) => `${packages(app, 'single-stage')} and ${packages(app, 'multi-stage')} (${app})`)
          .join(', '),
      },
      figures: figuresOf(
        ['single-stage', ...multiStage].flatMap((strategy) =>
          compilers(strategy).map(({ app, count }) => exact(`${app}/${strategy}: compilers`, 'count', count)),
        ),
      ),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => value === 0),
    };
  },
};
