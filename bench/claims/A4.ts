import type { Claim } from '../../src/domain/definitions/claim.ts';
import { executablesOf, languagePackagesOf, shellsOf } from '../../src/stats/claims/image-figures.ts';
import { article, exact, figuresOf, overall, usualSentences } from '../../src/stats/claims/rules.ts';

const apps = ['node', 'python', 'go'] as const;
const multiStage = ['multi-stage', 'slim', 'alpine', 'distroless', 'scratch'] as const;

export const claim: Claim = {
  id: 'A4',
  order: 4,
  says: 'The attack surface of a single-stage image is wide, that of a multi-stage one minimal.',
  madeIn: article,
  measuredBy: 'executables, setuid files and shells in each image',
  needs: [{ apps, strategies: ['single-stage', ...multiStage], scenarios: ['cold'] }],
  control:
    'The packages that the app needs are no matter of the strategy: distroless and scratch must have the same number.',
  rule: 'It holds for a strategy if in every language its image has at most a tenth of the executables of single-stage, no setuid file and no shell. Supported if it holds for all, not supported if for none.',
  sentences: {
    ...usualSentences,
    supported: 'It holds for every multi-stage image.',
    'not-supported': 'It holds for no multi-stage image.',
    depends: 'It depends on the base of the last stage. It holds for {holds}, and not for {fails}.',
  },
  decide: (evidence) => {
    const setuidOf = (app: string, strategy: string): number =>
      evidence.fact({ app, strategy }, 'the number of setuid files', ({ setuid_files }) => setuid_files);
    const isMinimal = (app: string, strategy: string): boolean =>
      10 * executablesOf(evidence, { app, strategy }) <=
        executablesOf(evidence, { app, strategy: 'single-stage' }) &&
      setuidOf(app, strategy) === 0 &&
      shellsOf(evidence, { app, strategy }) === 0;
    const packages = (app: string, strategy: string): number =>
      languagePackagesOf(evidence, { app, strategy });
    const control = apps.map((app) =>
      exact(
        `${app}: packages in distroless − in scratch`,
        'count',
        packages(app, 'distroless') - packages(app, 'scratch'),
      ),
    );
    return {
      ...overall(multiStage.map((name) => ({ name, holds: apps.every((app) => isMinimal(app, name)) }))),
      figures: figuresOf(
        ['single-stage', ...multiStage].flatMap((strategy) =>
          apps.map((app) =>
            exact(`${app}/${strategy}: executables`, 'count', executablesOf(evidence, { app, strategy })),
          ),
        ),
      ),
      control: figuresOf(control),
      isControlQuiet: control.every(({ value }) => value === 0),
    };
  },
};
